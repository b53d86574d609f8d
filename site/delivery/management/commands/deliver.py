"""The worker: polls the outbox and delivers what is due; between two effects it does the chores whose time has come."""

import logging
import signal
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from delivery.chores import do_chores
from delivery.heartbeat import tell_systemd
from delivery.services import deliver_due, try_again

log = logging.getLogger("delivery")

PAUSE_SECONDS = 0.5


class Command(BaseCommand):
    help = "Deliver effects (mail, certificates' files) and do chores as they fall due, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then stop")
        parser.add_argument("--again", action="store_true", help="take up what was given up, then stop")

    def handle(self, *args: Any, once: bool, again: bool, **options: Any) -> None:
        if again:
            self.stdout.write(f"Taken up again: {try_again(timezone.now())}")
        elif once:
            do_chores(timezone.now())
            while deliver_due(timezone.now()):
                pass
        else:
            self.work()

    def work(self) -> None:
        self.running = True
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        while self.running:
            tell_systemd()
            self.do_chores()
            tell_systemd()
            if not self.deliver_one():
                time.sleep(PAUSE_SECONDS)

    def deliver_one(self) -> bool:
        """Deliver one effect, leased from now."""
        return bool(waiting_for_the_database(lambda: deliver_due(timezone.now(), most=1)))

    def do_chores(self) -> None:
        """Each by one worker at a time. Neither a chore nor an effect that fails keeps the other from its turn."""
        waiting_for_the_database(lambda: do_chores(timezone.now()))

    def stop(self, *args: object) -> None:
        """Finish the effect in hand, then end."""
        self.running = False


def waiting_for_the_database(job: Callable[[], int]) -> int:
    """What `job` did; nothing while the database is away, restarting or on a full disk: it is waited for."""
    close_old_connections()
    try:
        return job()
    except (OperationalError, InterfaceError) as away:
        log.warning("the database is away: %s", type(away).__name__)
        return 0
