"""A group that has ended has no places, and says when it ended. Those of before did neither."""

from django.db import migrations
from django.utils import timezone


def end_places(apps, schema_editor):
    now = timezone.now()
    groups = apps.get_model("groups", "PeerGroup").objects.filter(state="ended", ended_at=None)
    places = apps.get_model("groups", "Facilitation").objects
    places.filter(group__in=groups, ends_at=None, starts_at__lt=now).update(ends_at=now)
    groups.update(ended_at=now)


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_let_a_group_meet_twice_a_day")]

    operations = [migrations.RunPython(end_places, migrations.RunPython.noop)]
