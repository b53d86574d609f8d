"""Whom to ring in a programme is said in its plan, and nowhere else. What was written here is printed, to be put there."""

from django.db import migrations


def print_what_was_written(apps, schema_editor):
    for row in apps.get_model("supervision", "OnCall").objects.exclude(text="").select_related("programme"):
        print(f"\n  {row.programme.name}: whom to ring is part of the programme's plan now. It said: {row.text}")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0007_draft_replies")]

    operations = [
        migrations.RunPython(print_what_was_written, migrations.RunPython.noop),
        migrations.DeleteModel("OnCall"),
    ]
