"""`manage.py rewrap`: move all that is sealed to the newest master key, so that an older one can be retired."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from confidential import rewrapping
from confidential.rewrapping import Rewrapped, SealedElsewhere

# Between two transactions, so that whoever saves meanwhile gets their turn on SQLite's one write lock.
PAUSE_SECONDS = 0.05


class Command(BaseCommand):
    help = (
        "Wrap the key of every sealed text, and seal every second factor's secret, under the first of "
        "HOLDFAST_SEALING_KEYS. Texts are not opened. It may be stopped at any moment and run again: it goes on where "
        "it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at-once", type=int, default=rewrapping.AT_ONCE, help="texts in one transaction")

    def handle(self, *_args: Any, at_once: int, **_options: Any) -> None:
        if at_once < 1:
            raise CommandError("--at-once wants a number from 1.")
        waiting = rewrapping.under_older_keys().count()

        def tell(done: Rewrapped) -> None:
            self.stdout.write(f"{done.moved} of {waiting}")
            self.stdout.flush()
            time.sleep(PAUSE_SECONDS)

        self.name_broken(rewrapping.rewrap_all(at_once=at_once, after_each=tell))
        for key_id, count in rewrapping.standing_by_key().items():
            self.stdout.write(f"under key {key_id}: {count}")
        for kind, part in rewrapping.elsewhere:
            self.move_elsewhere(kind, part)
        self.say_whether_a_key_can_go()

    def move_elsewhere(self, kind: str, part: SealedElsewhere) -> None:
        self.name_broken(part.move())
        for key_id, count in part.standing().items():
            self.stdout.write(f"{kind} under key {key_id}: {count}")

    def name_broken(self, done: Rewrapped) -> None:
        for broken in done.broken:
            self.stderr.write(broken)

    def say_whether_a_key_can_go(self) -> None:
        if left := rewrapping.still_to_move():
            named = " and ".join(f"{count} {kind}" for kind, count in left.items())
            raise CommandError(f"{named} still stand under an older key. Keep it, and run this again.")
        self.stdout.write("Everything stands under the newest key. Older ones are needed by older backups alone.")
