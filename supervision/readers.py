"""Whom a rule about opening could let in, for each kind of sealed record: a supervisor, and who covers."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from people.models import Programme, User
from people.queries import covers_of, supervision_in


def with_cover(supervisor: User | None, programme_id: UUID, now: datetime) -> Iterator[User]:
    if supervisor:
        yield supervisor
        yield from covers_of(supervisor, programme_id, now)


def around(person: User, programme: Programme, now: datetime) -> Iterator[User]:
    """Whoever supervises `person` in the programme now, and who covers for them."""
    assignment = supervision_in(programme, person, now)
    yield from with_cover(assignment.supervisor if assignment else None, programme.pk, now)
