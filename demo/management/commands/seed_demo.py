"""Write the demo's story into an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import people, seed
from foundation.refusals import Refusal


class Command(BaseCommand):
    help = "Write the demo's people, groups, logs and certificates, dated from today. Running it again changes nothing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        before = seed.is_seeded()
        try:
            seed.seed(timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write("The demo's data was already there." if before else "The demo's data is written.")
        for account, what in people.SIGN_INS:
            self.stdout.write(f"  {people.email(account):34} {what}")
        self.stdout.write(f"  password for all of them: {people.PASSWORD}")
