"""Whom a rule about opening could let in: who raised it, their supervisor with the cover, and the two who lead."""

from collections.abc import Iterator
from datetime import datetime

from people.models import Role, User
from supervision.concerns.models import Concern, ConcernNote
from supervision.concerns.routing import people_in_role
from supervision.readers import around, with_cover


def of_concern(concern: Concern, now: datetime) -> Iterator[User]:
    yield concern.raised_by
    yield from with_cover(concern.supervisor, concern.programme_id, now)
    yield from around(concern.raised_by, concern.programme, now)
    for role in (Role.GOVERNANCE, Role.DEPUTY):
        yield from people_in_role(role, concern.programme, now)


def of_note(note: ConcernNote, now: datetime) -> Iterator[User]:
    yield from of_concern(note.concern, now)
