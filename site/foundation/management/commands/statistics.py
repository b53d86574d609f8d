"""`manage.py statistics`: what the database knows of its own tables, gathered anew."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.tablestats import gather


class Command(BaseCommand):
    help = "Gather what the database knows of its tables, so that it looks for things the quick way. Takes seconds."

    def handle(self, *_args: Any, **_options: Any) -> None:
        gather()
        self.stdout.write("Gathered.")
