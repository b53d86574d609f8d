"""`manage.py restore FILE`: a backup into an empty installation, compared and tried."""

import signal
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from backups.archive import NotWhole
from backups.files import NotEmpty
from backups.services import Restored, WrongKeys, restore_backup
from confidential.erasures import Erasure, read_list

NOTHING_LEFT = (
    "It could not be written: {why}. Nothing of it was left here, and the backup is as it was. If a disk is full, make "
    "room; then restore again."
)


@contextmanager
def stopping_is_an_error() -> Iterator[None]:
    """Like any other: nothing is left."""
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def stop(*_args: object) -> None:
    raise CommandError("It was stopped, and nothing of it was left. Restore again.")


class Command(BaseCommand):
    help = "Restore a backup into a freshly migrated, empty installation, and try whether it is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "--erasures",
            type=Path,
            metavar="LIST",
            help="the newest erasures.jsonl: texts that were destroyed after the backup are destroyed again",
        )
        which.add_argument(
            "--no-erasures", action="store_true", help="nothing was destroyed after the backup, or no list is left"
        )

        parser.add_argument(
            "--keys-are-lost",
            action="store_true",
            help="restore although what is sealed does not open: it is then closed for good",
        )

    def handle(self, *_args: Any, file: Path, erasures: Path | None, keys_are_lost: bool, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with stopping_is_an_error():
            restored = self.restore(file, self.listed(erasures), keys_are_lost)
        self.stdout.write(f"{restored.rows} rows and {restored.files} files are those of the backup.")
        self.stdout.write(f"{restored.erased} texts that were destroyed since are destroyed again.")
        call_command("update_index", verbosity=0)
        self.stdout.write("Everybody has to sign in again: sessions are not kept.")
        call_command("drill", stdout=self.stdout, stderr=self.stderr)

    def restore(self, file: Path, erased: list[Erasure], keys_are_lost: bool) -> Restored:
        try:
            return restore_backup(file, erased=erased, tell=self.stdout.write, keys_are_lost=keys_are_lost)
        except (NotWhole, NotEmpty, WrongKeys) as refused:
            raise CommandError(str(refused)) from refused
        except (OSError, DatabaseError) as failed:
            raise CommandError(NOTHING_LEFT.format(why=failed)) from failed

    def listed(self, erasures: Path | None) -> list[Erasure]:
        try:
            return read_list(erasures) if erasures else []
        except (OSError, ValueError) as refused:
            raise CommandError(f"The list of erasures cannot be read, and nothing was restored: {refused}") from refused
