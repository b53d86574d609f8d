"""Reads about concerns, each with a constant number of queries. None but `opened` opens words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from confidential.services import Parts, open_all, open_sealed
from foundation.days import first_instant, local_day, stamp
from foundation.http import Request
from people.models import Programme, ProgrammePlan, Role, User
from people.plans.queries import newest_plans
from supervision.concerns.forms import SPOKEN_TO
from supervision.concerns.models import Concern, ConcernNote, ConcernQuerySet, ConcernState, Urgency
from supervision.concerns.permissions import MAY_RAISE
from supervision.concerns.routing import who_would_read

RECEIVING = (Role.SUPERVISOR, Role.GOVERNANCE, Role.DEPUTY)
A_LIST = 30


@dataclass(frozen=True)
class Existence:
    """What a coordinator learns of a concern: since which day there is one, and how far it is. Days, never a time."""

    raised_on: date
    state: str
    late: bool


@dataclass(frozen=True)
class Around:
    """A person's page of concerns. Each part costs a query only for those whom it concerns."""

    mine: list[Concern] = field(default_factory=list)
    to_act_on: list[Concern] = field(default_factory=list)
    done: list[Concern] = field(default_factory=list)
    existing: list[Existence] = field(default_factory=list)


def around(request: Request) -> Around:
    received = received_by(request)
    return Around(
        mine=list(raised_by(request.user)[:A_LIST]),
        to_act_on=[concern for concern in received if concern.state != ConcernState.CLOSED],
        done=[concern for concern in received if concern.state == ConcernState.CLOSED],
        existing=existing(request) if Role.COORDINATOR in request.roles else [],
    )


def raised_by(user: User) -> ConcernQuerySet:
    return Concern.objects.filter(raised_by=user).select_related("acknowledged_by").order_by("-raised_at", "pk")


def received_by(request: Request) -> list[Concern]:
    """The open ones first, and of these what nobody has acknowledged; then the oldest first."""
    if not any(role in request.roles for role in RECEIVING):
        return []
    received = Concern.objects.received_by(request.user, request.now).select_related("raised_by", "acknowledged_by")
    first = [F(name).asc(nulls_first=True) for name in ("closed_at", "acknowledged_at")]
    return list(received.order_by(*first, "raised_at", "pk")[:A_LIST])


def existing(request: Request) -> list[Existence]:
    """Open ones of the programmes that this person coordinates. Neither kind nor person."""
    known = Concern.objects.known_to_exist(request.user, request.now).open().select_related("programme")
    found = [_existence(concern, request.now) for concern in known.order_by("raised_at", "pk")[:A_LIST]]
    return sorted(found, key=lambda one: (one.raised_on, one.state))


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
            one,
            who_would_read(raiser, one, about, Urgency.TODAY, now),
            who_would_read(raiser, one, about, Urgency.NOW, now),
        )
        for one in programmes
    ]


@dataclass(frozen=True)
class Opened:
    """Everything in words on the page of one concern. `plans` is how many plans are among its notes."""

    spoken_to: list[str]
    done: str
    reach: str
    notes: list[tuple[ConcernNote, str]]

    @property
    def plans(self) -> int:
        return sum(one.kind == ConcernNote.Kind.PLAN for one, _words in self.notes)


def opened(concern: Concern, viewer: User, now: datetime) -> Opened:
    notes = list(concern.notes.select_related("text", "author", "concern").order_by("at", "pk"))
    words = open_all([concern, *notes], viewer=viewer, now=now)
    said = words[concern.pk]
    return Opened(
        spoken_to=spoken_to(said),
        done=said.get("done", ""),
        reach=said.get("reach", ""),
        notes=[(one, words[one.pk].get("words", "")) for one in notes],
    )


def spoken_to(said: Parts) -> list[str]:
    return [str(SPOKEN_TO[code]) for code in said.get("spoken_to", "").split(",") if code in SPOKEN_TO]


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": the concerns that `user` raised."""
    mine = Concern.objects.filter(raised_by=user).select_related("text").order_by("raised_at", "pk")
    return [
        {
            "raised_at": stamp(concern.raised_at),
            "written_at": stamp(concern.written_at),
            "category": concern.category,
            "urgency": concern.urgency,
            "about": concern.about,
            "state": concern.state,
            "acknowledged_at": stamp(concern.acknowledged_at),
            "look_again_on": concern.look_again_on.isoformat() if concern.look_again_on else None,
            "closed_at": stamp(concern.closed_at),
            "outcome": concern.outcome,
            "words": dict(open_sealed(concern, viewer=user, now=now)),
        }
        for concern in mine
    ]


def export_notes(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": what `user` wrote about concerns of others."""
    mine = ConcernNote.objects.filter(author=user).select_related("text").order_by("at", "pk")
    return [
        {
            "at": stamp(one.at),
            "kind": one.kind,
            "outcome": one.outcome,
            "look_again_on": one.look_again_on.isoformat() if one.look_again_on else None,
            "words": open_sealed(one, viewer=user, now=now).get("words", ""),
        }
        for one in mine
    ]
