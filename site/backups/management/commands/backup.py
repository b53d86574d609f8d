"""`manage.py backup FILE`: everything but the keys, in one file; and beside it the list of erasures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from backups.services import make_backup
from confidential.erasures import write_list

ERASURES = "erasures.jsonl"


class Command(BaseCommand):
    help = "Write every row and every file into one archive. The keys of sealed texts are not in it: keep them apart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it, for instance backups/2026-11-24.tar.gz")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = make_backup(file, now=timezone.now())
            erased = write_list(file.parent / ERASURES)
        except FileExistsError:
            raise CommandError(f"{file} is there already. Choose another name.") from None
        except OSError as refused:
            raise CommandError(f"{file} could not be written, and nothing of it was left: {refused}") from refused
        rows = sum(part.rows for part in manifest.tables().values())
        self.stdout.write(f"{file}: {rows} rows, {len(manifest.files())} files.")
        self.stdout.write(f"{file.parent / ERASURES}: {erased} texts destroyed so far. Restore with the newest list.")
        self.stdout.write("The keys (HOLDFAST_SEALING_KEYS) are not in it. Without them nothing that is sealed opens.")
