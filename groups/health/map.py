"""Programmes by specialties: where groups meet, who could facilitate, and where there is neither."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from groups.models import PeerGroup
from people.models import Authorisation, Membership, Programme, Specialty

MEETING = (PeerGroup.State.RUNNING, PeerGroup.State.PAUSED, PeerGroup.State.ENDING)


@dataclass(frozen=True)
class Place:
    """One specialty in one programme: its groups, and the authorised facilitators who belong to it."""

    groups: int
    facilitators: int

    @property
    def is_gap(self) -> bool:
        """Somebody could facilitate there, and no group meets."""
        return not self.groups and bool(self.facilitators)


@dataclass(frozen=True)
class Row:
    """`specialty` is None for groups of many specialties."""

    specialty: Specialty | None
    places: Sequence[Place]


def map_of(programmes: Sequence[Programme], now: datetime) -> list[Row]:
    """By the name of the specialty; mixed groups last. Three queries."""
    groups, people = _groups(programmes), _facilitators(programmes, now)
    rows: Iterable[Specialty | None] = [*Specialty.objects.order_by("name", "pk"), None]
    return [
        Row(kind, [_place(groups, people, programme.pk, kind.pk if kind else None) for programme in programmes])
        for kind in rows
    ]


Key = tuple[UUID, int | None]


def _place(groups: Counter[Key], people: Counter[Key], programme: UUID, specialty: int | None) -> Place:
    return Place(groups[programme, specialty], people[programme, specialty] if specialty else 0)


def _groups(programmes: Sequence[Programme]) -> Counter[Key]:
    meeting = PeerGroup.objects.filter(programme__in=programmes, state__in=MEETING).order_by()
    counted = meeting.values_list("programme", "specialty").annotate(Count("pk"))
    return Counter({(programme, specialty): count for programme, specialty, count in counted})


def _facilitators(programmes: Sequence[Programme], now: datetime) -> Counter[Key]:
    """Authorised in the programme now, by the specialty that they belong to now."""
    authorised = Authorisation.objects.current(now).filter(programme__in=programmes)
    where = dict(
        Membership.objects.current(now)
        .filter(person__in=authorised.values("person"))
        .values_list("person_id", "specialty_id")
    )
    pairs = authorised.values_list("programme_id", "person_id")
    return Counter((programme, where.get(person)) for programme, person in pairs)
