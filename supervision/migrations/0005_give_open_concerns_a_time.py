"""What was raised before has its words; what is open and acknowledged is to be looked at within a week."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F
from django.utils import timezone

from confidential import triggers

A_WEEK = timedelta(days=7)


def give_a_time(apps, schema_editor):
    connection = schema_editor.connection
    Concern = apps.get_model("supervision", "Concern")
    Effect = apps.get_model("delivery", "Effect")
    # The guards of before let none of this through; they are installed again after the migration.
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection, Concern):
            cursor.execute(statement)
    now = timezone.now()
    Concern.objects.filter(written_at=None).update(written_at=F("raised_at"))
    waiting = Concern.objects.exclude(state="closed")
    waiting.exclude(state="raised").update(due_at=now + A_WEEK)
    for concern in waiting.filter(deputy_at=None):
        concern.deputy_at = max(concern.due_at, now) + A_WEEK
        concern.save(update_fields=["deputy_at"])
        for at in (concern.due_at, concern.deputy_at):
            kind = "concerns:unanswered"
            Effect.objects.get_or_create(
                key=f"{kind}:{concern.pk}:{at.isoformat()}",
                defaults={"kind": kind, "object_id": concern.pk, "created_at": at, "next_at": at},
            )


def keep_what_closed(apps, schema_editor):
    """Of a closing that has no note, one that says its outcome."""
    Concern = apps.get_model("supervision", "Concern")
    Note = apps.get_model("supervision", "ConcernNote")
    for concern in Concern.objects.filter(state="closed").exclude(notes__kind="closing"):
        Note.objects.create(
            concern=concern, kind="closing", author_id=concern.acknowledged_by_id, at=concern.closed_at,
            outcome=concern.outcome,
        )


def carry_check_ins(apps, schema_editor):
    """What was asked with a log that still waits for its answer stands under "Check in with" from now on."""
    LogVersion = apps.get_model("supervision", "LogVersion")
    CheckIn = apps.get_model("supervision", "CheckIn")
    asked = LogVersion.objects.filter(check_in_please=True, log__state="shared").select_related("log")
    for version in asked.order_by("shared_at"):
        CheckIn.objects.get_or_create(
            person_id=version.log.owner_id, supervisor_id=version.reader_id, programme_id=version.log.programme_id,
            answered_at=None, defaults={"asked_at": version.shared_at},
        )


class Migration(migrations.Migration):

    dependencies = [
        ("delivery", "0002_name_the_recipient"),
        ("supervision", "0004_let_concerns_go_further_and_keep_every_note"),
    ]

    operations = [
        migrations.RunPython(give_a_time, migrations.RunPython.noop),
        migrations.RunPython(keep_what_closed, migrations.RunPython.noop),
        migrations.RunPython(carry_check_ins, migrations.RunPython.noop),
    ]
