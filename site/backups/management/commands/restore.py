"""`manage.py restore FILE`: a backup into an empty installation, compared and tried."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from backups.archive import NotWhole
from backups.files import NotEmpty
from backups.services import restore_backup
from confidential.erasures import Erasure, read_list


class Command(BaseCommand):
    help = "Restore a backup into a freshly migrated, empty installation, and try whether it is whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument(
            "--erasures", type=Path, metavar="LIST",
            help="the newest erasures.jsonl: texts that were destroyed after the backup are destroyed again",
        )
        which.add_argument(
            "--no-erasures", action="store_true", help="nothing was destroyed after the backup, or no list is left"
        )

    def handle(self, *args: Any, file: Path, erasures: Path | None, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            restored = restore_backup(file, erased=self.listed(erasures), tell=self.stdout.write)
        except (NotWhole, NotEmpty) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{restored.rows} rows and {restored.files} files are those of the backup.")
        self.stdout.write(f"{restored.erased} texts that were destroyed since are destroyed again.")
        call_command("update_index", verbosity=0)
        self.stdout.write("Everybody has to sign in again: sessions are not kept.")
        call_command("drill", stdout=self.stdout, stderr=self.stderr)

    def listed(self, erasures: Path | None) -> list[Erasure]:
        try:
            return read_list(erasures) if erasures else []
        except (OSError, ValueError) as refused:
            raise CommandError(f"The list of erasures cannot be read, and nothing was restored: {refused}") from refused
