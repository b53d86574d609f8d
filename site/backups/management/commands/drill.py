"""`manage.py drill`: try whether what stands is whole. Changes nothing; a running site may be tried."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backups.services import drill

# Where a key is missing, nothing opens: nobody reads ten thousand lines.
AT_MOST = 20


class Command(BaseCommand):
    help = "Open all that is sealed, verify every certificate and its file, find every file that a row names."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if broken := drill(self.stdout.write):
            raise CommandError("\n".join([f"{len(broken)} are not whole. The first of them:", *broken[:AT_MOST]]))
        self.stdout.write("All is whole.")
