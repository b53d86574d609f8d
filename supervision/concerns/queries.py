"""Reads about concerns, each with a constant number of queries. None but `opened` opens words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from foundation.cards import CardQuestion
from foundation.days import first_instant, local_day
from foundation.http import Request
from people.models import Programme, ProgrammePlan, Role, User
from people.plans.queries import newest_plans
from supervision.concerns.models import Concern, ConcernQuerySet, ConcernState, Urgency
from supervision.concerns.permissions import MAY_RAISE
from supervision.concerns.routing import who_would_read

RECEIVING = (Role.SUPERVISOR, Role.GOVERNANCE, Role.DEPUTY)


@dataclass(frozen=True)
class Existence:
    """What a coordinator learns of a concern: since which day there is one, and how far it is. Days, never a time."""

    raised_on: date
    state: str
    late: bool


@dataclass(frozen=True)
class Around:
    """What is open: all of it, however much. Each part costs a query only for those whom it concerns."""

    raised: list[Concern] = field(default_factory=list)
    to_act_on: list[Concern] = field(default_factory=list)
    existing: list[Existence] = field(default_factory=list)


def around(request: Request) -> Around:
    return Around(
        raised=list(raised_by(request.user).open()),
        to_act_on=open_with(request),
        existing=existing(request) if Role.COORDINATOR in request.roles else [],
    )


def raised_by(user: User) -> ConcernQuerySet:
    return Concern.objects.filter(raised_by=user).select_related("acknowledged_by").order_by("-raised_at", "pk")


def open_with(request: Request) -> list[Concern]:
    """Those to act on: first what nobody has acknowledged, then the oldest."""
    return TO_ACT_ON.rows(request) if _receives(request) else []


def to_act_on_by(user: User, now: datetime) -> QuerySet[Concern]:
    received = Concern.objects.received_by(user, now).open()
    first = F("acknowledged_at").asc(nulls_first=True)
    return received.select_related("raised_by", "acknowledged_by").order_by(first, "raised_at", "pk")


TO_ACT_ON = CardQuestion(to_act_on_by, RECEIVING)


def closed(request: Request) -> ConcernQuerySet:
    """What they raised or had to act on, and is closed: what was closed last comes first."""
    seen = Concern.objects.visible_to(request.user, request.now) if _receives(request) else raised_by(request.user)
    return seen.filter(state=ConcernState.CLOSED).select_related("raised_by").order_by("-closed_at", "pk")


def _receives(request: Request) -> bool:
    return any(role in request.roles for role in RECEIVING)


def existing(request: Request) -> list[Existence]:
    """Open ones of the programmes that this person coordinates. Neither kind nor person."""
    known = Concern.objects.known_to_exist(request.user, request.now).open().select_related("programme")
    found = [_existence(concern, request.now) for concern in known.order_by("raised_at", "pk")]
    return sorted(found, key=lambda item: (item.raised_on, item.state))


def _existence(concern: Concern, now: datetime) -> Existence:
    """Late from the day after: else whoever looks often enough could tell the minute."""
    zone = concern.programme.zone
    today = first_instant(local_day(now, zone), zone)
    return Existence(local_day(concern.raised_at, zone), str(concern.get_state_display()), concern.is_late(today))


def programmes_of_roles(request: Request, roles: Iterable[Role]) -> list[Programme]:
    """The programmes in which this person holds any of `roles`."""
    ids: set[UUID] = set()
    for role in roles:
        ids.update(request.roles.get(role, []))
    return list(Programme.objects.filter(pk__in=ids).order_by("name")) if ids else []


def where_to_raise(request: Request) -> list[Programme]:
    return programmes_of_roles(request, MAY_RAISE)


def plans_in(programmes: Iterable[Programme]) -> list[ProgrammePlan]:
    """The plans of these programmes, which say who is on call; one without a plan is left out."""
    return list(newest_plans(programme.pk for programme in programmes).values())


@dataclass(frozen=True)
class Readers:
    """Who would read a concern: one that can wait, and one that is "now" or of somebody who could reach nobody."""

    programme: Programme
    waiting: list[User]
    at_once: list[User]


def readers_in(programmes: Iterable[Programme], raiser: User, about: str, now: datetime) -> list[Readers]:
    return [
        Readers(
            programme,
            who_would_read(raiser, programme, about, Urgency.TODAY, now),
            who_would_read(raiser, programme, about, Urgency.NOW, now),
        )
        for programme in programmes
    ]
