"""Saying one's week, saying that it is still right, and taking it back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal
from groups.availability.models import HOLDS_FOR, Availability
from groups.availability.week import as_digits
from people.models import Role, User
from people.queries import holds_role
from people.services import lock_person


@transaction.atomic
def say_availability(
    *,
    person: User,
    zone: str,
    week: int,
    now: datetime,
    not_before: date | None = None,
    not_after: date | None = None,
    grade: str = "",
) -> Availability:
    """Keep the week of a facilitator, in place of the one before. It holds for 16 weeks from today.

    Raises Refusal for who facilitates nowhere, and for a week without a half-hour.
    """
    lock_person(person)
    if not holds_role(person, Role.FACILITATOR, now=now):
        raise Refusal(_("Only facilitators say when they are free. Ask your coordinator for a place in the programme."))
    if not week:
        raise Refusal(_("Tick at least one time. If no time suits you now, take your week back below."))
    facts = {
        "zone": zone,
        "week": as_digits(week),
        "not_before": not_before,
        "not_after": not_after,
        "grade": grade,
        "said_at": now,
        "valid_until": local_day(now, zone) + HOLDS_FOR,
    }
    kept, _made = Availability.objects.update_or_create(person=person, defaults=facts)
    return kept


@transaction.atomic
def confirm_availability(*, person: User, now: datetime) -> Availability:
    """It is still right: it holds for another 16 weeks. Raises Refusal where there is none."""
    lock_person(person)
    kept = Availability.objects.filter(person=person).first()
    if kept is None:
        raise Refusal(_("You have not said yet when you are free. Tick your times, then save them."))
    kept.said_at, kept.valid_until = now, local_day(now, kept.zone) + HOLDS_FOR
    kept.save(update_fields=["said_at", "valid_until"])
    return kept


@transaction.atomic
def take_back_availability(*, person: User) -> None:
    """Nobody sees it from now on, and it is kept nowhere. Doing it twice is once."""
    Availability.objects.filter(person=person).delete()
