"""The operator's last resort for somebody who has lost their device and whom no coordinator can help."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from people.models import User
from people.second_factor.services import reset_as_operator


class Command(BaseCommand):
    help = "Remove a person's second factor, end their sessions and tell them by mail. Their password stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address with which they sign in")
        parser.add_argument("--reason", required=True, help="how you know that it is they; up to 200 characters")

    def handle(self, *_args: Any, **options: Any) -> None:
        person = User.objects.filter(email__iexact=options["email"]).first()
        if person is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        if len(options["reason"]) > 200 or not options["reason"].strip():
            raise CommandError("The reason must have 1 to 200 characters.")
        if reset_as_operator(person=person, reason=options["reason"], now=timezone.now()):
            self.stdout.write("Removed. They set up a new second factor after signing in.")
        else:
            self.stdout.write("They have no second factor: nothing was done.")
