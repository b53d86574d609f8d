"""`manage.py tidy`: what was delivered long ago, and sessions that have ended."""

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from delivery.services import forget_settled

KEPT = timedelta(days=90)


class Command(BaseCommand):
    help = "Delete effects that were delivered or given up 90 days ago, and sessions that have ended."

    def handle(self, *args: Any, **options: Any) -> None:
        forgotten = forget_settled(before=timezone.now() - KEPT)
        call_command("clearsessions")
        self.stdout.write(f"{forgotten} effects that were settled {KEPT.days} days ago and more are deleted.")
