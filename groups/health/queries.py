"""What is known of groups, in one query whatever their number, and the coordinator's board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from foundation.days import local_day
from groups.health.needs import CANCELLED_RUNNING, SOLO_OF, TOGETHER, Known, Need, needs_of
from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator
from groups.protected_time.models import ProtectedTime, Standing
from groups.queries import named_like
from people.models import Programme

State, Reason = GroupSession.State, GroupSession.CancelReason
CAME, ALONE, STATES = 2 * TOGETHER, SOLO_OF, CANCELLED_RUNNING


@dataclass(frozen=True)
class Health:
    """A group, what is known of it, and what it needs: the most pressing first."""

    group: PeerGroup
    known: Known
    needs: list[Need]
    today: date

    @property
    def time_is_over(self) -> bool:
        return self.known.time_until is not None and self.known.time_until < self.today

    @property
    def need(self) -> int:
        return self.needs[0] if self.needs else 0

    @property
    def matter(self) -> UUID | None:
        """The request or agreement about its time that ends first."""
        found: UUID | None = self.group.time_matter  # type: ignore[attr-defined]  # annotated
        return found


def health_of(groups: QuerySet[PeerGroup], today: date, now: datetime) -> list[Health]:
    """Of these groups, in their order. One query: a few rows of each group are sought by an index."""
    found = _with_facts(groups.select_related("series", "programme"), today, now)
    return [_judged(group, today) for group in found]


def health_of_one(group: PeerGroup, now: datetime) -> Health:
    today = local_day(now, group.programme.zone)
    (health,) = health_of(PeerGroup.objects.filter(pk=group.pk), today, now)
    return health


def _judged(group: Any, today: date) -> Health:
    series = getattr(group, "series", None)
    known = Known(
        state=group.state,
        paired=group.first_place + group.second_place,
        weeks=series.weeks if series else None,
        next_day=group.next_day,
        last_met=group.last_met,
        came=_row(group, "came", CAME),
        alone=_row(group, "alone", ALONE),
        states=_row(group, "state", STATES),
        time_until=group.time_until,
    )
    return Health(group, known, needs_of(known, today), today)


def _row(group: Any, name: str, most: int) -> tuple[Any, ...]:
    """Up to the first that is not there."""
    found = [getattr(group, f"{name}_{number}") for number in range(most)]
    return tuple(found[: found.index(None)] if None in found else found)


def _with_facts(groups: QuerySet[PeerGroup], today: date, now: datetime) -> QuerySet[PeerGroup]:
    places = Facilitation.objects.current(now).filter(group=OuterRef("pk"))
    sessions = GroupSession.objects.filter(group=OuterRef("pk"))
    held = sessions.filter(state=State.HELD).order_by("-local_date", "-local_start")
    coming = sessions.filter(state=State.PLANNED, local_date__gte=today).order_by("local_date")
    happened = sessions.filter(local_date__lte=today).exclude(state=State.PLANNED).exclude(cancel_reason=Reason.PLAN)
    return groups.annotate(
        first_place=Exists(places.filter(place=1)),
        second_place=Exists(places.filter(place=2)),
        next_day=Subquery(coming.values("local_date")[:1]),
        last_met=Subquery(held.values("local_date")[:1]),
        **_each(held.values("attending"), "came", CAME),
        **_each(held.annotate(one=_alone()).values("one"), "alone", ALONE),
        **_each(happened.order_by("-local_date", "-local_start").values("state"), "state", STATES),
        **_protected(),
    )


def _each(rows: Any, name: str, most: int) -> dict[str, Subquery]:
    """The first few rows, each by itself: what an index finds is not read any further."""
    return {f"{name}_{number}": Subquery(rows[number : number + 1]) for number in range(most)}


def _alone() -> Any:
    """On a session: one person facilitated. Where nobody is named, nothing is known of it."""
    there = SessionFacilitator.objects.counted().filter(session=OuterRef("pk"))
    return Q(Exists(there)) & ~Exists(there.order_by("pk")[1:2])


def _protected() -> dict[str, Subquery]:
    """Until when its own time is agreed. What is agreed for all groups is in the register alone."""
    agreed = ProtectedTime.objects.filter(group=OuterRef("pk")).newest().filter(standing=Standing.AGREED)
    first = agreed.order_by("ends_on", "pk")
    return {"time_until": Subquery(first.values("ends_on")[:1]), "time_matter": Subquery(first.values("matter")[:1])}


# The board ------------------------------------------------------------------------------------------------------------


def board(programme: Programme, need: str, sought: str, now: datetime) -> QuerySet[PeerGroup]:
    """The groups that need something as the worker last saw them, by what they need most and then by name."""
    groups = PeerGroup.objects.filter(programme=programme, need__gt=0).order_by("need", "code_name")
    if need.isdecimal() and int(need) in Need.values:
        groups = groups.filter(need=int(need))
    return named_like(groups, sought, now) if sought else groups


def how_many(programme: Programme) -> list[tuple[Need, int]]:
    """How many groups have each as their first need; those that none has are left out. One query."""
    groups: Any = PeerGroup.objects.filter(programme=programme, need__gt=0)
    counted = groups.order_by("need").values_list("need").annotate(Count("pk"))
    return [(Need(need), count) for need, count in counted]


def as_they_are(groups: Iterable[PeerGroup], programme: Programme, now: datetime) -> list[Health]:
    """A page of the board, looked at anew: whatever somebody has seen to meanwhile is no longer said. One query."""
    wanted = [group.pk for group in groups]
    today = local_day(now, programme.zone)
    found = {health.group.pk: health for health in health_of(PeerGroup.objects.filter(pk__in=wanted), today, now)}
    return [found[pk] for pk in wanted if pk in found]
