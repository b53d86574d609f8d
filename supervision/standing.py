"""How somebody stands where they facilitate: what the cards of My day ask first, all of it in one query.

A noun whose card asks something more registers it in `own_facts` at start-up.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from foundation.cards import CardQuestion
from foundation.http import Request
from foundation.registry import Registry
from groups.models import Facilitation
from people.models import Appointment, Role, SupervisionAssignment, User
from people.roster.queries import name_of

# A condition on the Appointment of a facilitator at an instant.
own_facts: Registry[Callable[[datetime], Any]] = Registry("What is asked of somebody's own standing?")


@dataclass(frozen=True)
class OwnStanding:
    """How somebody stands in one programme in which they facilitate. `alone` names the group `alone_in`."""

    programme_id: UUID
    supervised: bool
    placed: bool
    alone_in: UUID | None
    alone: str
    # The name of who has coordinated longest, and is not themselves.
    coordinator: str
    # By the name under which it is registered.
    facts: Mapping[str, bool]


def facilitators_in(programmes: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    appointments = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme__in=list(programmes))
    return appointments.select_related("person", "programme").order_by("person__sort_name", "pk")


def supervised(now: datetime) -> Exists:
    assignments = SupervisionAssignment.objects.current(now)
    return Exists(assignments.filter(facilitator=OuterRef("person"), programme=OuterRef("programme")))


def own_standings(request: Request) -> list[OwnStanding]:
    """The user's, in each programme in which they facilitate. One query, once a request."""
    names = [name for name, _ in own_facts]
    rows = OWN.rows(request) if Role.FACILITATOR in request.roles else []
    return [
        OwnStanding(
            programme_id=row.programme_id,
            supervised=row.supervised,
            placed=row.placed,
            alone_in=row.alone_in,
            alone=row.alone or "",
            coordinator=row.coordinator or "",
            facts={name: getattr(row, name) for name in names},
        )
        for row in rows
    ]


def _own_posts(person: User, now: datetime) -> QuerySet[Appointment]:
    places = Facilitation.objects.current(now)
    own_places = places.filter(person=OuterRef("person"), group__programme=OuterRef("programme"))
    partners = places.filter(group=OuterRef("group")).exclude(person=OuterRef("person"))
    alone = own_places.filter(~Exists(partners)).order_by("group__code_name")
    asked = {name: condition(now) for name, condition in own_facts}
    posts = Appointment.objects.current(now).filter(role=Role.FACILITATOR, person=person).order_by("pk")
    return posts.annotate(
        supervised=supervised(now),
        placed=Exists(own_places),
        coordinator=_coordinator(now),
        alone_in=Subquery(alone.values("group")[:1], output_field=UUIDField()),
        alone=Subquery(alone.values("group__code_name")[:1]),
        **asked,
    )


OWN = CardQuestion(_own_posts, {Role.FACILITATOR})


def _coordinator(now: datetime) -> Subquery:
    posts = Appointment.objects.current(now).filter(role=Role.COORDINATOR, programme=OuterRef("programme"))
    colleagues: Any = posts.exclude(person=OuterRef("person")).order_by("starts_at", "pk")
    return Subquery(colleagues.annotate(who=name_of("person")).values("who")[:1])
