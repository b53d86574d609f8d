"""The worker: polls the outbox and delivers what is due."""

import logging
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from delivery.services import deliver_due, try_again

log = logging.getLogger("delivery")

PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    help = "Deliver effects (mail, certificates' files) as they fall due, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then stop")
        parser.add_argument("--again", action="store_true", help="take up what was given up, then stop")

    def handle(self, *args: Any, once: bool, again: bool, **options: Any) -> None:
        if again:
            self.stdout.write(f"Taken up again: {try_again(timezone.now())}")
        elif once:
            while deliver_due(timezone.now()):
                pass
        else:
            self.work()

    def work(self) -> None:
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while self.running:
            if not self.deliver_one():
                time.sleep(PAUSE_SECONDS)

    def deliver_one(self) -> bool:
        """Deliver one effect, leased from now. A database that is away, restarting or on a full disk, is waited for."""
        close_old_connections()
        try:
            return bool(deliver_due(timezone.now(), most=1))
        except (OperationalError, InterfaceError) as away:
            log.warning("the database is away: %s", type(away).__name__)
            return False

    def stop(self, *args: object) -> None:
        """Finish the effect in hand, then end."""
        self.running = False
