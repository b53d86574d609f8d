"""Concerns as those who lead see them over time: days, states and how long it took. No kind, no person, no words.

A concern that may be about the reader, or that they raised, is in no row and in no figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from confidential.models import AccessEntry
from foundation.cards import CardQuestion
from foundation.days import first_instant, local_day
from people.models import Programme, Role, User
from supervision.concerns.deeds import ConcernDeed
from supervision.concerns.models import Concern, ConcernQuerySet, ConcernState, with_them
from supervision.concerns.permissions import LEADING

# A median of fewer says more of one concern than of the programme.
LEAST = 5
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_DAYS_FROM = 48
ORDERS = {"age": "raised_at", "next": "due_at"}


def known_in(programme: Programme, lead: User, now: datetime) -> ConcernQuerySet:
    """Those of the programme that `lead` may know of."""
    return Concern.objects.known_to_exist(lead, now, LEADING).filter(programme=programme)


def _met_at() -> Coalesce:
    """One that was opened again is acknowledged again: how fast it was met is a matter of the first time."""
    entries = AccessEntry.objects.filter(
        record_model="supervision.Concern", record_id=OuterRef("pk"), action=ConcernDeed.ACKNOWLEDGED
    )
    return Coalesce(Subquery(entries.order_by("at").values("at")[:1]), "acknowledged_at")


def listed(programme: Programme, lead: User, now: datetime, *, state: str, order: str) -> QuerySet[Concern]:
    """In one state, or all that are open; those `with_reader` can be opened. Of the closed the last comes first."""
    known = known_in(programme, lead, now)
    found = known.filter(state=state) if state else known.open()
    with_reader = ExpressionWrapper(with_them(lead, now), output_field=BooleanField())
    by = ("-closed_at",) if state == ConcernState.CLOSED else (ORDERS[order], "raised_at")
    return found.annotate(with_reader=with_reader).order_by(*by, "pk")


@dataclass(frozen=True)
class Line:
    """One concern. `next_on` is the day by which the next thing should have happened; None of a closed one."""

    concern: Concern
    raised_on: date
    next_on: date | None
    closed_on: date | None
    age: int
    late: bool


def lines_of(found: Iterable[Concern], programme: Programme, now: datetime) -> list[Line]:
    return [line_of(concern, programme, now) for concern in found]


def line_of(concern: Concern, programme: Programme, now: datetime) -> Line:
    zone = programme.zone
    raised_on, closed_on = local_day(concern.raised_at, zone), _day(concern.closed_at, zone)
    planned = concern.look_again_on if concern.state == ConcernState.PLANNED else None
    return Line(
        concern=concern,
        raised_on=raised_on,
        next_on=None if closed_on else planned or local_day(concern.due_at, zone),
        closed_on=closed_on,
        age=((closed_on or local_day(now, zone)) - raised_on).days,
        late=concern.is_late(now),
    )


def _day(instant: datetime | None, zone: str) -> date | None:
    return local_day(instant, zone) if instant else None


@dataclass(frozen=True)
class Period:
    """Both days are in it."""

    first: date
    last: date


def raised_in(period: Period, programme: Programme, lead: User, now: datetime) -> QuerySet[Any]:
    """Raised in those days, whatever came of it, the oldest first; with when each was first acknowledged."""
    begins = first_instant(period.first, programme.zone)
    ends = first_instant(period.last + timedelta(days=1), programme.zone)
    raised = known_in(programme, lead, now).filter(raised_at__gte=begins, raised_at__lt=ends)
    return raised.annotate(met_at=_met_at()).order_by("raised_at", "pk")


@dataclass(frozen=True)
class Speed:
    """How long something took. Without a median where there are too few."""

    count: int
    median: timedelta | None
    worst: timedelta | None

    @property
    def median_words(self) -> str:
        return in_words(self.median) if self.median is not None else ""

    @property
    def worst_words(self) -> str:
        return in_words(self.worst) if self.worst is not None else ""


@dataclass(frozen=True)
class Figures:
    """Of the concerns raised in a period."""

    raised: int
    waiting: int
    acknowledged: Speed
    closed: Speed


def figures_of(found: QuerySet[Any]) -> Figures:
    """One query."""
    instants = list(found.values_list("raised_at", "met_at", "closed_at"))
    return Figures(
        raised=len(instants),
        waiting=sum(met is None for _raised, met, _closed in instants),
        acknowledged=speed_of([met - raised for raised, met, _closed in instants if met]),
        closed=speed_of([closed - raised for raised, _met, closed in instants if closed]),
    )


def speed_of(times: Sequence[timedelta]) -> Speed:
    """A median from `LEAST` on."""
    seconds = median(time.total_seconds() for time in times) if len(times) >= LEAST else None
    middle = timedelta(seconds=seconds) if seconds is not None else None
    return Speed(len(times), middle, max(times, default=None))


def in_words(length: timedelta) -> str:
    """In hours up to two days, then in days."""
    hours, days = whole(length, HOUR), whole(length, DAY)
    if hours < IN_DAYS_FROM:
        return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours} if hours else _("under an hour")
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def whole(length: timedelta, unit: timedelta) -> int:
    """How many whole hours, or days, something took."""
    return length // unit


def unacknowledged_elsewhere(deputy: User, now: datetime) -> QuerySet[Concern]:
    """Late, acknowledged by nobody, and not with the deputy yet: only that there is one."""
    known = Concern.objects.known_to_exist(deputy, now, (Role.DEPUTY,))
    late = known.filter(state=ConcernState.RAISED, due_at__lte=now, deputy_at__gt=now)
    return late.exclude(with_them(deputy, now)).order_by("raised_at", "pk")


UNACKNOWLEDGED = CardQuestion(unacknowledged_elsewhere, {Role.DEPUTY})
