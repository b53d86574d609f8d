"""Modules were loaded with an author and a clinical lead whom nobody had named. No revision keeps saying so.

Their columns are gone; a revision still holds them as it was saved. What an editor wrote there is left as it is.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CLAIMED = {
    "written_by": "A resident doctor in psychiatry and a facilitator from another specialty, for the programme",
    "clinical_lead": "Consultant psychiatrist in medical psychotherapy",
}


def take_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    Revision = apps.get_model("wagtailcore", "Revision")
    of_modules = {"content_type__app_label": "courses", "content_type__model": "modulepage"}
    for revision in Revision.objects.filter(**of_modules).only("content").iterator():
        claims = [field for field, claim in CLAIMED.items() if revision.content.get(field) == claim]
        if claims:
            revision.content = {name: value for name, value in revision.content.items() if name not in claims}
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):

    dependencies = [
        ("courses", "0004_keep_a_clinicians_review"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
