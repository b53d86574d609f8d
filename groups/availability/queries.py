"""Reads about weeks, each with a constant number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from delivery.reminders.rules import Due
from foundation.days import local_day
from groups.availability.blocks import DAY_NAMES
from groups.availability.models import Availability
from groups.availability.week import Window, in_utc, on_clock, seasons, windows
from people.models import Appointment, Role, User


@dataclass(frozen=True)
class DaysTimes:
    """One day of a week, and the times of it that are free, as (from, until)."""

    name: str | Promise
    times: tuple[tuple[time, time], ...]


def own_availability(user: User) -> Availability | None:
    return Availability.objects.filter(person=user).first()


def weeks_for(user: User, now: datetime) -> QuerySet[Availability]:
    """Whose grid `user` may see, with whose it is."""
    return Availability.objects.visible_to(user, now).select_related("person")


def by_day(row: Availability, now: datetime) -> list[DaysTimes]:
    """The week in words: seven days, each with its times, on its owner's clock."""
    monday = seasons(local_day(now, row.zone))[0]
    free = windows(on_clock(in_utc(row.local, monday), row.zone, monday), least=1)
    return [DaysTimes(name, tuple(_times(free, day))) for day, name in enumerate(DAY_NAMES)]


def _times(free: Iterable[Window], day: int) -> Iterator[tuple[time, time]]:
    for window in free:
        if window.day == day:
            yield window.start, window.end


def old_availabilities(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Those of facilitators that were said more than 16 weeks ago: each is asked once."""
    facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR)
    if people is not None:
        facilitators = facilitators.filter(person__in=list(people))
    rows = Availability.objects.filter(person__in=facilitators.values("person"), valid_until__lt=local_day(now))
    for row in rows.order_by("pk"):
        yield Due(row.person_id, row.pk, row.valid_until.isoformat())
