"""The services that a new site starts with. Facts as their own pages state them; nobody here has rung the numbers.

`SEEN` is the day of the oldest page that they were taken from, so that a new site asks its editors to check each one.
`TO_FIND_OUT` are those whose number or hours we do not know: they are offered to editors, and never shown as they are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from directory.checks import figures
from directory.models import HelpService, Need
from foundation.http import whole_number

SEEN = date(2024, 6, 28)
Strength, Audience = HelpService.Strength, HelpService.Audience


def _at_home(name: str, phone: str, nations: str, for_whom: str) -> dict[str, Any]:
    return {
        "name": name,
        "what_for": f"Being hurt, controlled or frightened by someone at home. {for_whom}",
        "strength": Strength.URGENT,
        "need": Need.HOME,
        "phone": phone,
        "hours": "Always",
        "nations": nations,
    }


SERVICES: tuple[dict[str, Any], ...] = (
    {
        "name": "Ambulance, police and A&E",
        "what_for": "Someone is in danger now, or has been hurt. Or go to the nearest A&E.",
        "strength": Strength.EMERGENCY,
        "need": Need.DANGER,
        "phone": "999",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "Police, when someone at home frightens you",
        "what_for": "Someone at home hurts or threatens you, or a person in your group. Say whether you can speak.",
        "strength": Strength.EMERGENCY,
        "need": Need.HOME,
        "phone": "999",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "NHS 111, mental health",
        "what_for": "A mental health crisis that cannot wait, where no one is in danger this minute.",
        "strength": Strength.URGENT,
        "need": Need.CRISIS,
        "phone": "111, then option 2",
        "hours": "Always",
        "nations": "England, Wales",
    },
    {
        "name": "NHS 24, mental health",
        "what_for": "The same in Scotland. Choose mental health when you are asked.",
        "strength": Strength.URGENT,
        "need": Need.CRISIS,
        "phone": "111",
        "hours": "Always",
        "nations": "Scotland",
    },
    {
        "name": "Lifeline",
        "what_for": "The same in Northern Ireland, for anyone in distress or despair.",
        "strength": Strength.URGENT,
        "need": Need.CRISIS,
        "phone": "0808 808 8000",
        "hours": "Always",
        "nations": "Northern Ireland",
    },
    {
        "name": "Samaritans",
        "what_for": "Someone to talk to, at any hour, about anything you are struggling with.",
        "strength": Strength.URGENT,
        "need": Need.TALK,
        "phone": "116 123",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "Shout",
        "what_for": "Support by text if you can't speak. Text SHOUT to 85258.",
        "strength": Strength.URGENT,
        "need": Need.TALK,
        "text_number": "SHOUT to 85258",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "HOPELINE247, of Papyrus",
        "what_for": "Thoughts of suicide, for those under 35 and for anyone who is worried about one of them.",
        "strength": Strength.URGENT,
        "need": Need.YOUNG,
        "phone": "0800 068 4141",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    _at_home(
        "National Domestic Abuse Helpline, of Refuge",
        "0808 2000 247",
        "England",
        "For women, and for those who are worried about one.",
    ),
    _at_home(
        "Scotland's Domestic Abuse and Forced Marriage Helpline",
        "0800 027 1234",
        "Scotland",
        "For everyone, and for those who are worried about someone.",
    ),
    _at_home(
        "Live Fear Free",
        "0808 80 10 800",
        "Wales",
        "Sexual violence too. For everyone, and for those who are worried about someone.",
    ),
    _at_home(
        "Domestic and Sexual Abuse Helpline",
        "0808 802 1414",
        "Northern Ireland",
        "Sexual violence too. For everyone, and for those who are worried about someone.",
    ),
    {
        "name": "BMA counselling and peer support",
        "what_for": "A counsellor or another doctor, by phone. For all doctors and medical students, members or not.",
        "strength": Strength.SOON,
        "need": Need.DOCTORS,
        "audience": Audience.DOCTORS,
        "phone": "0330 123 1245",
        "hours": "Always. Not an emergency service",
        "nations": "United Kingdom",
    },
    {
        "name": "NHS Practitioner Health",
        "what_for": (
            "Mental health and addiction treatment for doctors and dentists who cannot use local services in "
            "confidence, for example because of their role or team. You refer yourself."
        ),
        "strength": Strength.SOON,
        "need": Need.DOCTORS,
        "audience": Audience.DOCTORS,
        "phone": "0300 0303 300",
        "hours": "Monday to Friday 8:00 to 20:00, Saturday 8:00 to 14:00, not on bank holidays",
        "nations": "England, Isle of Man, Guernsey, Jersey",
    },
)


def _for_doctors(name: str, what_for: str, nations: str, phone: str = "") -> dict[str, Any]:
    return {
        "name": name,
        "what_for": what_for,
        "strength": Strength.SOON,
        "need": Need.DOCTORS,
        "audience": Audience.DOCTORS,
        "nations": nations,
        "phone": phone,
    }


TO_FIND_OUT: tuple[dict[str, Any], ...] = (
    {
        "name": "Domestic abuse helpline for men",
        "what_for": "For men who are hurt or frightened by someone at home.",
        "strength": Strength.URGENT,
        "need": Need.HOME,
        "nations": "England",
    },
    _for_doctors(
        "BMA Doctor Support Service",
        "A doctor to talk to while the GMC is looking into a complaint about you.",
        "United Kingdom",
        "020 7383 6707",
    ),
    _for_doctors("Canopi", "Mental health support for those who work in health and social care.", "Wales"),
    _for_doctors("Workforce Specialist Service", "Mental health treatment for regulated professionals.", "Scotland"),
    _for_doctors("Doctors' Support Network", "Doctors with mental illness help each other.", "United Kingdom"),
    _for_doctors("Doctors in Distress", "Free groups, some for doctors who qualified abroad.", "United Kingdom"),
)


@dataclass(frozen=True)
class Offer:
    """A service that this directory does not have. `number` is its place in OFFERED."""

    number: int
    facts: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def lacks(self) -> bool:
        """Whether an editor must first find out its number or its hours."""
        return not (self.facts.get("hours") and (self.facts.get("phone") or self.facts.get("text_number")))


OFFERED = (*SERVICES, *TO_FIND_OUT)


def offers() -> list[Offer]:
    """What is missing here, to be added by an editor who has rung it: nothing that stands is changed."""
    standing = list(HelpService.objects.all())
    names = {service.name.casefold() for service in standing}
    numbers = {(figures(way), service.need) for service in standing for way in (service.phone, service.text_number)}
    return [
        Offer(number, facts)
        for number, facts in enumerate(OFFERED)
        if facts["name"].casefold() not in names and _reach(facts) not in numbers - {("", facts["need"])}
    ]


def _reach(facts: dict[str, Any]) -> tuple[str, str]:
    return figures(facts.get("phone") or facts.get("text_number", "")), facts["need"]


def offered(number: str) -> HelpService | None:
    """The offer of that number as a form may begin with it: not shown, and with no day on which anybody rang it."""
    at = whole_number(number)
    if at is None or at >= len(OFFERED):
        return None
    return HelpService(shown=False, **OFFERED[at])


def seed_directory(today: date, *, rehearsal: bool = False) -> int:
    """Fill an empty directory and say with how many. One that holds anything is left as it is.

    `rehearsal` is for the demo alone: it dates the checks within the last weeks, and leaves one overdue.
    """
    if HelpService.objects.exists():
        return 0
    last = len(SERVICES) - 1
    rows = [
        HelpService(
            position=10 * number,
            last_checked=today - timedelta(days=110 if number == last else 12 + 3 * number) if rehearsal else SEEN,
            **service,
        )
        for number, service in enumerate(SERVICES)
    ]
    return len(HelpService.objects.bulk_create(rows))
