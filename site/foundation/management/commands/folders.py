"""`manage.py folders`: what systemd must be told, so that the services may write where the settings say."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.folders import NoPlaceForData, drop_in, written_to


class Command(BaseCommand):
    help = (
        "Print the drop-in for the units: the folders that the settings name, and no other, may be written to. "
        "It belongs in /etc/systemd/system/holdfast-.service.d/folders.conf, which systemd reads for all three."
    )
    # Asked before there is a database, or static files.
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            self.stdout.write(drop_in(written_to()), ending="")
        except NoPlaceForData as refused:
            raise CommandError(str(refused)) from refused
