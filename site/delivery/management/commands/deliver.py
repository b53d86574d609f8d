"""The worker: polls the outbox and delivers what is due, in lanes beside each other, and does the chores in time."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from delivery.chores import do_chores
from delivery.heartbeat import tell_systemd
from delivery.models import Lane
from delivery.services import deliver_due, try_again

log = logging.getLogger("delivery")

PAUSE_SECONDS = 0.5
# Two wait for a mail server at once. The rest is ours to work out, which two would not do sooner.
LANES = (Lane.MAIL, Lane.MAIL, Lane.REST)
# Longer than any effect takes.
SILENT_SECONDS = 240.0


class Command(BaseCommand):
    help = "Deliver effects (mail, certificates' files) and do chores as they fall due, until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="deliver what is due now, then stop")
        parser.add_argument("--again", action="store_true", help="take up what was given up, then stop")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stopping = threading.Event()

    def handle(self, *_args: Any, once: bool, again: bool, **_options: Any) -> None:
        if again:
            self.stdout.write(f"Taken up again: {try_again(timezone.now())}")
        elif once:
            do_chores(timezone.now())
            while deliver_due(timezone.now()):
                pass
        else:
            self.work()

    def work(self) -> None:
        """Until it is told to stop; every lane finishes the effect that it has in hand."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: self.stopping.set())
        lanes = [LaneThread(lane, self.stopping) for lane in LANES]
        for lane in lanes:
            lane.start()
        try:
            self.watch(lanes)
        finally:
            self.stopping.set()
            for lane in lanes:
                lane.join()

    def watch(self, lanes: Sequence["LaneThread"]) -> None:
        """Do chores, and say that the worker is alive, as long as every lane comes round. Raises when one has ended."""
        heard_at = time.monotonic()
        while not self.stopping.wait(PAUSE_SECONDS):
            if not all(lane.is_alive() for lane in lanes):
                raise CommandError("A part of the worker has ended: what it said stands above.")
            if all(lane.came_round.is_set() for lane in lanes):
                heard_at = time.monotonic()
                tell_systemd()
                for lane in lanes:
                    lane.came_round.clear()
            # The heartbeat that /healthz reads is one of them: it stops for a lane that hangs.
            if time.monotonic() < heard_at + SILENT_SECONDS:
                waiting_for_the_database(lambda: do_chores(timezone.now()))


class LaneThread(threading.Thread):
    """Delivers what is due in one lane, one effect after the other."""

    def __init__(self, lane: Lane, stopping: threading.Event) -> None:
        super().__init__(name=f"deliver {lane.value}")
        self.lane, self.stopping, self.came_round = lane, stopping, threading.Event()

    def run(self) -> None:
        while not self.stopping.is_set():
            self.came_round.set()
            if not self.deliver_one():
                self.stopping.wait(PAUSE_SECONDS)
        connections.close_all()

    def deliver_one(self) -> bool:
        """Deliver one effect, leased from now."""
        return bool(waiting_for_the_database(lambda: deliver_due(timezone.now(), most=1, lane=self.lane)))


def waiting_for_the_database(job: Callable[[], int]) -> int:
    """What `job` did; nothing while the database is away, restarting or on a full disk: it is waited for."""
    close_old_connections()
    try:
        return job()
    except (OperationalError, InterfaceError) as away:
        log.warning("the database is away: %s", type(away).__name__)
        return 0
