"""Make a calendar's address, make a new one, stop it; and whose an address is."""

import hashlib
import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction

from delivery.calendar.models import CalendarAddress

# In the address: 256 bits that nobody can guess.
BYTES = 32
# By what a program calls itself.
FAMILIES = (
    ("Google-Calendar", "Google"),
    ("Microsoft", "Outlook"),
    ("Outlook", "Outlook"),
    ("iOS", "Apple"),
    ("macOS", "Apple"),
    ("dataaccessd", "Apple"),
    ("Thunderbird", "Thunderbird"),
)


@transaction.atomic
def make_address(*, person: Any, now: datetime) -> str:
    """A new secret for `person`'s calendar, to be shown once. The one before leads nowhere from now on."""
    secret = secrets.token_urlsafe(BYTES)
    CalendarAddress.objects.update_or_create(
        person=person,
        defaults={"digest": digest_of(secret), "made_at": now, "fetched_on": None, "fetched_by": ""},
    )
    return secret


@transaction.atomic
def stop_address(*, person: Any) -> None:
    """The address leads nowhere. Twice is once."""
    CalendarAddress.objects.filter(person=person).delete()


def address_with(secret: str) -> CalendarAddress | None:
    """The address that has this secret, while its person may sign in."""
    addresses = CalendarAddress.objects.select_related("person")
    return addresses.filter(digest=digest_of(secret), person__is_active=True).first()


def note_fetch(address: CalendarAddress, *, today: date, program: str) -> None:
    """Which family of programs looked on which day: one write a day."""
    family = next((name for sign, name in FAMILIES if sign.lower() in program.lower()), "another program")
    if (address.fetched_on, address.fetched_by) != (today, family):
        CalendarAddress.objects.filter(pk=address.pk).update(fetched_on=today, fetched_by=family)


def digest_of(secret: str) -> str:
    """A secret that long needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
