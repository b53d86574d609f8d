"""The operator's last resort for an account that was stopped and that no coordinator may settle."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.addresses.models import AddressChange
from people.addresses.queries import to_put_back
from people.addresses.services import settle_as_operator
from people.models import User


class Command(BaseCommand):
    help = "Open a stopped account again, with its addresses as they are or as they were a week before it was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the main address of the account as it is now")
        parser.add_argument("--put-back", action="store_true", help="undo each change of the week before that")
        parser.add_argument("--reason", required=True, help="how you know whose account it is; up to 200 characters")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        change = AddressChange.objects.stopped().filter(person=person).first() if person else None
        if change is None:
            raise CommandError(f"No stopped account has the main address {options['email']}.")
        if len(options["reason"]) > 200 or not options["reason"].strip():
            raise CommandError("The reason must have 1 to 200 characters.")
        undo = to_put_back(change)[0].pk if options["put_back"] else None
        settle_as_operator(change=change, undo=undo, reason=options["reason"], now=timezone.now())
        self.stdout.write("Opened again. They are told by mail.")
