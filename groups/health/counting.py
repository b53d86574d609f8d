"""Counts of a programme's sessions, month by month, and how long its groups have met."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from foundation.days import local_day
from foundation.suppression import Quarter
from groups.health.models import SessionCounts
from groups.health.survival import Life
from groups.models import GroupSession, PeerGroup
from groups.protected_time.models import ProtectedTime
from groups.protected_time.periods import agreed_periods
from groups.protected_time.queries import by_time, on_its_weekday
from people.models import Programme

State, Reason = GroupSession.State, GroupSession.CancelReason
RECORDED = (State.HELD, State.NOBODY_CAME, State.CANCELLED)
# How many came to a session; the last band is open.
BANDS = ((1, 3), (4, 6), (7, 9), (10, None))
# In the order in which they are shown: what a training programme director can change comes first.
REASONS = (Reason.ROTA, Reason.FACILITATOR_UNWELL, Reason.TECHNICAL, Reason.HOLIDAY, Reason.GROUP_ENDED, Reason.OTHER)


@dataclass(frozen=True)
class Month:
    """What was recorded of the sessions of one month. `protected`, `daytime` and `other` are of those held."""

    year: int
    month: int
    held: int = 0
    nobody: int = 0
    cancelled: int = 0
    came: int = 0
    newcomers: int = 0
    protected: int = 0
    daytime: int = 0
    other: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    bands: list[int] = field(default_factory=lambda: [0] * len(BANDS))

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def quarter(self) -> Quarter:
        return Quarter.of(self.first_day)

    @property
    def offered(self) -> int:
        return self.held + self.nobody + self.cancelled


PLAIN = tuple(field.name for field in fields(Month) if field.name not in ("year", "month", "reasons", "bands"))


@dataclass(frozen=True)
class Counts:
    """The months in order, those without anything left out."""

    counted_at: datetime
    months: list[Month]
    lives: list[Life]


def counts_of(programme: Programme, now: datetime) -> Counts:
    """As the worker counted them last; counted now where it has not come to that yet."""
    row = SessionCounts.objects.filter(programme=programme).first()
    if row is None:
        return count(programme, now)
    return Counts(row.counted_at, [Month(**month) for month in row.months], [Life(*life) for life in row.lives])


def count(programme: Programme, now: datetime) -> Counts:
    """Every session of the programme is looked at."""
    return Counts(now, months_of(programme), _lives(programme, local_day(now, programme.zone)))


def as_stored(counts: Counts) -> dict[str, Any]:
    return {
        "counted_at": counts.counted_at,
        "months": [asdict(month) for month in counts.months],
        "lives": [list(life) for life in counts.lives],
    }


def months_of(programme: Programme, days: tuple[date, date] | None = None) -> list[Month]:
    """Of the sessions between two days, or of all. Two queries: the database counts days, of which there are few."""
    sessions: Any = GroupSession.objects.filter(programme=programme, state__in=RECORDED)
    if days:
        sessions = sessions.filter(local_date__range=days)
    months: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for row in sessions.values("local_date").order_by("local_date").annotate(**_counted(programme)):
        day = row.pop("local_date")
        months[day.year, day.month].update(on_its_weekday(day, row))
    return [_month(*month, counts) for month, counts in months.items() if _anything(counts)]


def held_by_quarter(programme: Programme) -> Counter[Quarter]:
    """How many sessions were held in each. One query, answered from an index alone."""
    days = GroupSession.objects.held().filter(programme=programme).values_list("local_date").annotate(number=Count("*"))
    held: Counter[Quarter] = Counter()
    for day, number in days.order_by("local_date"):
        held[Quarter.of(day)] += number
    return held


def _counted(programme: Programme) -> dict[str, Any]:
    held, cancelled = Q(state=State.HELD), Q(state=State.CANCELLED) & ~Q(cancel_reason=Reason.PLAN)
    times = by_time(agreed_periods(ProtectedTime.objects.filter(programme=programme)))
    return {
        "held": Count("state", filter=held),
        "nobody": Count("state", filter=Q(state=State.NOBODY_CAME)),
        "cancelled": Count("state", filter=cancelled),
        "came": Sum("attending", filter=held, default=0),
        # The column has the plain name.
        "new": Sum("newcomers", filter=held, default=0),
        **{name: Count("state", filter=held & when) for name, when in times.items()},
        **{f"reason_{reason}": Count("state", filter=cancelled & Q(cancel_reason=reason)) for reason in REASONS},
        **{f"band_{number}": Count("state", filter=held & _in_band(*band)) for number, band in enumerate(BANDS)},
    }


def _in_band(least: int, most: int | None) -> Q:
    return Q(attending__gte=least) if most is None else Q(attending__range=(least, most))


def _anything(row: Mapping[str, int]) -> bool:
    return bool(row["held"] or row["nobody"] or row["cancelled"])


def _month(year: int, month: int, row: Mapping[str, int]) -> Month:
    return Month(
        year=year,
        month=month,
        newcomers=row["new"],
        reasons={str(reason): row[f"reason_{reason}"] for reason in REASONS if row[f"reason_{reason}"]},
        bands=[row[f"band_{number}"] for number in range(len(BANDS))],
        **{name: row[name] for name in PLAIN if name != "newcomers"},
    )


def _lives(programme: Programme, today: date) -> list[Life]:
    """Of every group that has met: one that ended was there until its last session."""
    met: Any = PeerGroup.objects.filter(programme=programme, sessions__state=State.HELD)
    spans = met.annotate(first=Min("sessions__local_date"), last=Max("sessions__local_date"))
    return sorted(
        Life((last if state == PeerGroup.State.ENDED else max(today, last)).toordinal() - first.toordinal(), ended)
        for state, first, last in spans.values_list("state", "first", "last")
        for ended in [state == PeerGroup.State.ENDED]
    )
