"""What a certificate says, frozen on the day of its issue. Page and paper draw from these and from nothing else."""

import calendar
import unicodedata
from datetime import date
from typing import NotRequired, TypedDict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.codes import grouped
from certificates.items import Item
from certificates.models import Award
from people.models import Membership, Programme, User

# Raised with every change of the drawing in `templates/certificates/paper.html`.
LAYOUT = "2"
# Joiners shape letters in several scripts; every other invisible character can only mislead.
JOINERS = {"\u200c", "\u200d"}


class Met(TypedDict):
    """One item that was met, with its figure: "Sessions co-facilitated", "7 sessions (6 needed)"."""

    label: str
    figure: str


class Wording(TypedDict):
    award: str
    layout: str


class Facts(TypedDict):
    """All of it plain text; the dates are ISO days. Insert-only with the row that holds it."""

    version: int
    language: str
    number: str
    code: str
    check_at: str
    name: str
    award: str
    proves: str
    is_not: str
    programme: str
    organisation: str
    region: str
    specialty: str
    issued_on: str
    expires_on: str
    met: list[Met]
    issuer: str
    issuer_role: str
    wording: Wording
    # The number of the certificate that this one replaces.
    replaces: NotRequired[str]


def printable(text: str) -> str:
    """`text` without characters that cannot be seen: controls, and marks that turn the direction of what follows."""
    visible = (
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or char in JOINERS or not unicodedata.category(char).startswith("C")
    )
    return " ".join("".join(visible).split())


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def number_text(programme: Programme, number: int) -> str:
    """The number as it is printed: THAMES-0007."""
    return f"{programme.slug.upper()}-{number:04}"


def freeze_facts(
    *,
    award: Award,
    person: User,
    membership: Membership | None,
    items: list[Item],
    by: User,
    number: int,
    code: str,
    issued_on: date,
    expires_on: date,
) -> Facts:
    """Everything as it stands now, as text."""
    programme = award.programme
    region = membership.region if membership else programme.region
    return Facts(
        version=1,
        language=settings.LANGUAGE_CODE,
        number=number_text(programme, number),
        code=grouped(code),
        check_at=check_at(),
        name=printable(person.full_name),
        award=printable(award.name),
        proves=printable(award.what_it_proves),
        is_not=printable(award.what_it_is_not),
        programme=printable(programme.name),
        organisation=printable(programme.organisation),
        region=printable(region.name),
        specialty=printable(membership.specialty.name) if membership else "",
        issued_on=issued_on.isoformat(),
        expires_on=expires_on.isoformat(),
        met=[Met(label=item.label, figure=item.detail) for item in items],
        issuer=printable(by.full_name),
        issuer_role=_("coordinator of the programme"),
        wording=Wording(award=award.wording, layout=LAYOUT),
    )


def succeeding_facts(
    old: Facts, *, person: User, membership: Membership | None, by: User, number: str, code: str, issued_on: date
) -> Facts:
    """What stood on the day of the old certificate, with name, specialty and region put right."""
    return {
        **old,
        "number": number,
        "code": grouped(code),
        "check_at": check_at(),
        "name": printable(person.full_name),
        "region": printable(membership.region.name) if membership else old["region"],
        "specialty": printable(membership.specialty.name) if membership else "",
        "issued_on": issued_on.isoformat(),
        "issuer": printable(by.full_name),
        "issuer_role": _("coordinator of the programme"),
        "replaces": old["number"],
    }


def check_at() -> str:
    """The address that a certificate names for checking it."""
    return settings.BASE_URL + reverse("certificates:verify")
