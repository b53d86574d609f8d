"""Reads of the register, and the numbers that a training programme director sees."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.suppression import Quarter, Rules, Span, disjoint_spans, shown_count
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.protected_time.models import DIRECTOR, MOVES, ProtectedTime, Standing
from groups.protected_time.periods import Period, agreed_periods
from people.models import Appointment, Programme, Role, SupervisionAssignment, User

# A rotation's plan is made eight weeks before it begins; four weeks earlier somebody has to think of it.
ASK_AGAIN, THINK_OF_IT, ANSWERS_WITHIN = timedelta(weeks=8), timedelta(weeks=12), timedelta(days=14)
# Below either of these a programme's numbers are those of people whom a director could name.
LEAST_GROUPS, LEAST_FACILITATORS = 3, 8
LAST_SPANS = 4
DAYTIME_BEGINS, DAYTIME_ENDS = time(8), time(18)
SATURDAY = 6


def register_of(programme: Programme) -> QuerySet[ProtectedTime]:
    """What holds of each matter; what is soonest over or due first."""
    newest = ProtectedTime.objects.filter(programme=programme).newest()
    return newest.select_related("group", "director", "by").order_by(
        _by_need(), F("next_by").asc(nulls_last=True), "ends_on", "pk"
    )


def _by_need() -> Case:
    """What waits for an answer, then what holds, then what came to nothing."""
    order = {Standing.ASKED: 0, Standing.AGREED: 1}
    whens = [When(standing=standing, then=Value(place)) for standing, place in order.items()]
    return Case(*whens, default=Value(len(order)), output_field=IntegerField())


def facts_of(matter: UUID) -> QuerySet[ProtectedTime]:
    """All that happened, the newest first."""
    return ProtectedTime.objects.filter(matter=matter).select_related("group", "director", "by").order_by("-number")


def what_to_do(fact: ProtectedTime, today: date) -> Any:
    """One line for whoever keeps the register; empty while there is nothing to do."""
    if fact.has_lapsed(today):
        return _("It has lapsed. Ask again, or agree a new time.")
    if fact.standing == Standing.AGREED and fact.ends_on and fact.ends_on - ASK_AGAIN <= today:
        return _("It ends within eight weeks. Ask again now.")
    if fact.standing == Standing.AGREED and fact.ends_on and fact.ends_on - THINK_OF_IT <= today:
        last = in_words(fact.ends_on - ASK_AGAIN, "j F Y")
        return _("Ask for the time after it by %(day)s: rotas are made eight weeks ahead.") % {"day": last}
    if fact.standing == Standing.ASKED and local_day(fact.at, fact.programme.zone) + ANSWERS_WITHIN <= today:
        return _("There has been no answer for two weeks. Ask again.")
    if fact.next_by and fact.next_by <= today:
        return fact.next_step or _("What you planned to do next is due.")
    return ""


def moves_from(fact: ProtectedTime, *, as_director: bool) -> list[Standing]:
    """What may come next; a director answers, and does not ask."""
    return [
        standing
        for standing in Standing
        if MOVES.allow(fact.standing, standing) and not (as_director and standing == Standing.ASKED)
    ]


def holding_for(group: PeerGroup, today: date) -> list[ProtectedTime]:
    """What is agreed for this group today. One query."""
    facts = ProtectedTime.objects.for_group(group).newest().filter(standing=Standing.AGREED)
    return list(facts.filter(starts_on__lte=today, ends_on__gte=today).select_related("group", "director"))


def ending_for_all(programme: Programme, now: datetime) -> list[ProtectedTime]:
    """What is agreed for every group of the programme, and over within eight weeks. One query."""
    facts = ProtectedTime.objects.filter(programme=programme, group=None).newest().filter(standing=Standing.AGREED)
    return list(facts.filter(ends_on__lte=local_day(now, programme.zone) + ASK_AGAIN).order_by("ends_on", "pk"))


# My day ---------------------------------------------------------------------------------------------------------------


def waiting_for_directors(programmes: Iterable[UUID]) -> int:
    """How many requests no director has answered. One query."""
    return ProtectedTime.objects.filter(programme__in=list(programmes)).newest().filter(standing=Standing.ASKED).count()


def to_see_to(programmes: Iterable[UUID], now: datetime) -> int:
    """How many matters have something to do for who keeps the register. One query."""
    newest = ProtectedTime.objects.filter(programme__in=list(programmes)).newest().select_related("programme")
    return sum(bool(what_to_do(fact, local_day(now, fact.programme.zone))) for fact in newest)


# Numbers --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """Of one span of quarters: counts as they may be said, None where there are too few."""

    span: Span
    held: int | None
    protected: int | None
    daytime: int | None
    evening_or_weekend: int | None
    not_released: int | None


def figures_of(programme: Programme, rules: Rules, now: datetime) -> list[Figure]:
    """The last spans of closed quarters. The same whoever asks, and whatever is chosen on the page."""
    if not enough_to_count(programme, now):
        return []
    periods = agreed_periods(ProtectedTime.objects.filter(programme=programme))
    today = Quarter.of(local_day(now, programme.zone))
    counted = _by_quarter(programme, periods)
    spans = disjoint_spans({quarter: row["held"] for quarter, row in counted.items()}, today, rules)
    return [_figure(span, counted, rules) for span in spans[-LAST_SPANS:]]


def _figure(span: Span, counted: Mapping[Quarter, Mapping[str, int]], rules: Rules) -> Figure:
    def shown(what: str) -> int | None:
        return shown_count(sum(row[what] for quarter, row in counted.items() if span.holds(quarter)), rules)

    return Figure(span, *(shown(what) for what in ("held", "protected", "daytime", "other", "not_released")))


def enough_to_count(programme: Programme, now: datetime) -> bool:
    """Whether there are enough groups and facilitators that nobody is recognised in the programme's numbers."""
    places = Facilitation.objects.current(now).filter(group__programme=programme)
    groups, people = places.values("group").distinct().count(), places.values("person").distinct().count()
    return groups >= LEAST_GROUPS and people >= LEAST_FACILITATORS


def _by_quarter(programme: Programme, periods: list[Period]) -> Mapping[Quarter, Mapping[str, int]]:
    """Counts of each quarter in which anything was held or cancelled. One query, whatever the size."""
    held, cancelled = GroupSession.State.HELD, GroupSession.State.CANCELLED
    days: Any = GroupSession.objects.filter(programme=programme, state__in=(held, cancelled)).values("local_date")
    counts: dict[Quarter, Counter[str]] = defaultdict(Counter)
    for row in days.order_by("local_date").annotate(
        held=Count("state", filter=Q(state=held)),
        **{name: Count("state", filter=Q(state=held) & when) for name, when in by_time(periods).items()},
        not_released=Count("state", filter=Q(state=cancelled, cancel_reason=GroupSession.CancelReason.ROTA)),
    ):
        day = row.pop("local_date")
        counts[Quarter.of(day)].update(on_its_weekday(day, row))
    return counts


def by_time(periods: list[Period]) -> dict[str, Q]:
    """On a session: in time agreed for its day, else by day, else in the evening. `on_its_weekday` says the rest.

    SQLite would have to ask Python which weekday it is, for each session: days are counted, and put together here.
    """
    protected, by_day = _within(periods), Q(local_start__gte=DAYTIME_BEGINS, local_start__lt=DAYTIME_ENDS)
    return {"protected": protected, "by_day": ~protected & by_day, "by_night": ~protected & ~by_day}


def on_its_weekday(day: date, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts `by_time` of one day, with those of weekdays by day, and of evenings and weekends."""
    daytime = counts["by_day"] if day.isoweekday() < SATURDAY else 0
    return {**counts, "daytime": daytime, "other": counts["by_day"] + counts["by_night"] - daytime}


def _within(periods: list[Period]) -> Q:
    """On a session: one of the periods covers its group and its day."""
    covered = Q(pk__in=[])
    for period in periods:
        days = Q(local_date__gte=period.first, local_date__lte=period.last)
        covered |= days & Q(group=period.group) if period.group else days
    return covered


def works_in(user: User, programme: Programme, now: datetime) -> bool:
    """Whether a director also facilitates or supervises there: they see no numbers of people they know."""
    facilitates = Appointment.objects.current(now).filter(person=user, programme=programme, role=Role.FACILITATOR)
    supervises = SupervisionAssignment.objects.supervised_by(user, now).filter(programme=programme)
    return facilitates.exists() or supervises.exists()


def directors_of(programme: Programme, now: datetime) -> QuerySet[User]:
    posts = Appointment.objects.current(now).filter(programme=programme, role=DIRECTOR)
    return User.objects.filter(pk__in=posts.values("person")).order_by("sort_name", "pk")
