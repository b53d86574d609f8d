from django.db import migrations
from django.db.models import Min
from django.utils import timezone


def open_history(apps, _schema_editor):
    """Each group that stands begins its history with the state that it has."""
    PeerGroup, GroupMove = apps.get_model("groups", "PeerGroup"), apps.get_model("groups", "GroupMove")
    now = timezone.now()
    known = PeerGroup.objects.annotate(first=Min("facilitations__starts_at")).filter(moves__isnull=True)
    GroupMove.objects.bulk_create(
        [
            GroupMove(group=group, number=1, state=group.state, at=group.ended_at or group.first or now)
            for group in known.iterator()
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("groups", "0015_keep_moves_of_groups")]

    operations = [migrations.RunPython(open_history, migrations.RunPython.noop)]
