"""manage.py start_programme: a new programme, and the links by which its first people come in."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.refusals import Refusal
from pages.starting import Plan, Started, first_links, renew_first_links, start_programme
from people.invitations.links import link_to
from people.invitations.table import is_address
from people.invitations.wanted import Wanted
from people.models import Invitation, Programme, Role

# Option -> (what is asked, default; None where an answer is needed).
QUESTIONS: dict[str, tuple[str, str | None]] = {
    "name": ("Name of the programme", None),
    "organisation": ("Organisation that hosts it", None),
    "region": ("Region, as certificates name it", None),
    "nation": ("Nation", "England"),
    "zone": ("Time zone", "Europe/London"),
    "participants": ("What its participants are called", "resident doctors"),
}
FIRST_PEOPLE = {
    "coordinator": (Role.COORDINATOR, "Email address of the first coordinator"),
    "governance": (Role.GOVERNANCE, "Email address of the governance lead (empty: the coordinator invites them)"),
    "deputy": (Role.DEPUTY, "Email address of their deputy, a second person (empty: the lead invites them)"),
    "supervisor": (Role.SUPERVISOR, "Email address of a supervisor (empty: the coordinator invites them)"),
    "lead": (Role.CLINICAL_LEAD, "Email address of the clinical lead (empty: the coordinator invites them)"),
    "editor": (Role.EDITOR, "Email address of the content editor (empty: the coordinator invites them)"),
}


class Command(BaseCommand):
    help = "Start a programme on this site and invite its first people. What is not given is asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for option, (question, default) in QUESTIONS.items():
            parser.add_argument(f"--{option}", help=f"{question}{f' ({default})' if default else ''}")
        for option, (_role, question) in FIRST_PEOPLE.items():
            parser.add_argument(f"--{option}", action="append", metavar="EMAIL", help=question)
        parser.add_argument(
            "--again",
            action="store_true",
            help="for a programme that stands: send its first people new links, and invite whoever is named besides",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["again"]:
            self._again(options)
            return
        self.asking = sys.stdin.isatty()
        try:
            started = start_programme(self._plan(options), timezone.now())
        except Refusal as refusal:
            raise CommandError(f"Nothing was made. {refusal.message}") from None
        self._tell(started)

    def _plan(self, options: dict[str, Any]) -> Plan:
        told = {option: self._answer(option, options[option]) for option in QUESTIONS}
        return Plan(
            name=told["name"],
            organisation=told["organisation"],
            region=told["region"],
            nation=told["nation"],
            zone=told["zone"],
            participants_called=told["participants"],
            people=tuple(self._people(options)),
        )

    def _answer(self, option: str, given: str | None) -> str:
        question, default = QUESTIONS[option]
        if given is None and self.asking:
            given = input(f"{question}{f' [{default}]' if default else ''}: ").strip()
        answer = given or default
        if not answer:
            raise CommandError(f"Nothing was made. Give --{option}: {question}.")
        return answer

    def _people(self, options: dict[str, Any]) -> Iterator[Wanted]:
        for option, (role, question) in FIRST_PEOPLE.items():
            given = options[option]
            if given is None and self.asking:
                given = [input(f"{question}: ")]
            for email in filter(None, (address.strip() for address in given or ())):
                if not is_address(email):
                    raise CommandError(f"Nothing was made. {email} is not an email address.")
                yield Wanted(email.lower(), role)

    def _tell(self, started: Started) -> None:
        if started.made:
            self.stdout.write("Made:")
            for words in started.made:
                self.stdout.write(f"  {words}")
        else:
            self.stdout.write(f"{started.programme.name} is there already. Nothing was changed.")
        self._show(first_links(started.programme))

    def _again(self, options: dict[str, Any]) -> None:
        programme = Programme.objects.filter(name__iexact=options["name"] or "").first()
        if programme is None:
            raise CommandError("Say which programme, by its --name.")
        self.asking = False
        try:
            links = renew_first_links(programme, timezone.now(), besides=list(self._people(options)))
        except Refusal as refusal:
            raise CommandError(f"Nothing was sent. {refusal.message}") from None
        self._show(links)

    def _show(self, links: list[Invitation]) -> None:
        if not links:
            self.stdout.write("All its first people have joined.")
            return
        self.stdout.write("Each of these links works once. They are mailed too, by the worker (manage.py deliver):")
        for invitation in links:
            until = timezone.localtime(invitation.expires_at)
            self.stdout.write(f"  {invitation.get_role_display()}, {invitation.email}, until {until:%d %b %Y %H:%M}:")
            self.stdout.write(f"    {link_to(invitation)}")
