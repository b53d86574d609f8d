"""The worker: polls the outbox and delivers what is due."""

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from delivery.services import deliver_due

PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    help = "Deliver effects (mail, certificates' files) as they fall due, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            while deliver_due(timezone.now()):
                pass
            return
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while self.running:
            close_old_connections()
            if not deliver_due(timezone.now()):
                time.sleep(PAUSE_SECONDS)

    def stop(self, *args: object) -> None:
        """Finish the effect in hand, then end."""
        self.running = False
