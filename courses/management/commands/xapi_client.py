"""Which systems may read who has completed what (`docs/xapi.md`): the operator makes them, lists them, revokes them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from courses.xapi.models import XapiClient
from courses.xapi.services import make_client, revoke_client
from foundation.days import local_day
from foundation.ids import as_uuid
from foundation.refusals import Refusal
from people.models import Programme


class Command(BaseCommand):
    help = "Make, list or revoke a system that reads completions as xAPI statements, without names or answers."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="a new client; its token is printed once")
        make.add_argument("name", help="which system it is")
        make.add_argument("--programme", required=True, help="the programme whose people it reads, by its slug")
        verbs.add_parser("list", help="all of them, with those that are revoked")
        revoke = verbs.add_parser("revoke", help="its token opens nothing from now on")
        revoke.add_argument("id", help="as `list` shows it")

    def handle(self, *_args: Any, **options: Any) -> None:
        verb = {"make": self.make, "list": self.list_all, "revoke": self.revoke}[options["verb"]]
        verb(options)

    def make(self, options: dict[str, Any]) -> None:
        programme = Programme.objects.filter(slug=options["programme"]).first()
        if programme is None:
            known = ", ".join(Programme.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no programme {options['programme']}. There are: {known}.")
        try:
            client, token = make_client(programme=programme, name=options["name"], now=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal.message)) from None
        self.stdout.write(f"User name: {client.pk}\nPassword:  {token}\nThe password is not shown again.")

    def list_all(self, _options: dict[str, Any]) -> None:
        for client in XapiClient.objects.select_related("programme").order_by("made_at", "pk"):
            state = f"revoked on {local_day(client.revoked_at)}" if client.revoked_at else "open"
            self.stdout.write(f"{client.pk}  {client.programme.slug}  {client.name}  {state}")

    def revoke(self, options: dict[str, Any]) -> None:
        pk = as_uuid(options["id"])
        client = XapiClient.objects.filter(pk=pk).first() if pk else None
        if client is None:
            raise CommandError("There is no such client. `xapi_client list` shows them all.")
        revoke_client(client=client, now=timezone.now())
        self.stdout.write(f"{client.name} can read nothing from now on.")
