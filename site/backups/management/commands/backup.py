"""`manage.py backup [FILE]`: everything but the keys, in one file; and beside it the list of erasures."""

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backups import retention
from backups.archive import Manifest
from backups.services import make_backup
from confidential.erasures import write_list

ERASURES = "erasures.jsonl"


class Command(BaseCommand):
    help = (
        "Write every row and every file into one archive. The keys of sealed texts are not in it: keep them apart. "
        f"Without FILE it gets a name of its own in HOLDFAST_BACKUPS, where those of {retention.RETENTION_DAYS} days "
        "ago and before are deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="where to write it, for instance /mnt/before.tar.gz")

    def handle(self, *_args: Any, file: Path | None, **_options: Any) -> None:
        if file:
            self.write(file, timezone.now())
        else:
            self.write_next(settings.BACKUPS, timezone.now())

    def write_next(self, folder: Path, now: datetime) -> None:
        """What is too old goes first, so that a full disk has room again; what was the newest until now, after it."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.delete_expired(folder, now)
            self.write(folder / retention.new_name(now), now)
            self.delete_expired(folder, now)
        except OSError as refused:
            raise CommandError(f"{folder}, where backups are kept (HOLDFAST_BACKUPS): {refused}") from refused

    def delete_expired(self, folder: Path, now: datetime) -> None:
        for path in retention.delete_expired(folder, now):
            self.stdout.write(f"{path}: deleted, for it is too old or was never finished.")

    def write(self, file: Path, now: datetime) -> None:
        manifest = self.make(file, now)
        erased = self.list_erasures(file)
        rows = sum(part.rows for part in manifest.tables().values())
        self.stdout.write(f"{file}: {rows} rows, {len(manifest.files())} files.")
        self.stdout.write(f"{file.parent / ERASURES}: {erased} texts destroyed so far. Restore with the newest list.")
        self.stdout.write("The keys (HOLDFAST_SEALING_KEYS) are not in it. Without them nothing that is sealed opens.")

    def make(self, file: Path, now: datetime) -> Manifest:
        try:
            return make_backup(file, now=now)
        except FileExistsError:
            raise CommandError(f"{file} is there already. Choose another name.") from None
        except OSError as refused:
            raise CommandError(
                f"{file} could not be written, and nothing of it was left: {refused}. If the disk is full, make room: "
                "earlier backups stay as they are until they are too old."
            ) from refused

    def list_erasures(self, file: Path) -> int:
        try:
            return write_list(file.parent / ERASURES)
        except OSError as refused:
            raise CommandError(
                f"{file} is whole, but the list of erasures beside it could not be written anew: {refused}. "
                "Make room, and make another backup."
            ) from refused
