"""`manage.py tidy`: what was delivered long ago, invitations that nobody took up, and sessions that have ended."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from confidential import earlier
from delivery.reminders.services import forget_told
from delivery.services import forget_settled
from groups.services import forget_old_news
from people.invitations.services import forget_unanswered
from people.namesakes import tell_everybody_apart
from people.signing_in.services import forget_ended

RETENTION = timedelta(days=90)


class Command(BaseCommand):
    help = (
        "Delete effects that were delivered or given up 90 days ago, invitations that ended as long ago without "
        "anybody coming, news of groups that nobody put away, and sessions that have ended; "
        "tell people of one name apart."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        long_ago = timezone.now() - RETENTION
        effects, invitations = forget_settled(before=long_ago), forget_unanswered(before=long_ago)
        forget_told(before=long_ago, now=timezone.now())
        forget_old_news(before=long_ago)
        forget_ended(before=timezone.now())
        emptied = earlier.forget(before=timezone.now() - earlier.RETENTION)
        call_command("clearsessions")
        tell_everybody_apart()
        self.stdout.write(
            f"{effects} effects that were settled {RETENTION.days} days ago and more are deleted, and {invitations}"
            " invitations that ended as long ago without anybody coming; and what stood in"
            f" {emptied} boxes until they were emptied {earlier.RETENTION.days} days ago."
        )
