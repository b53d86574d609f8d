"""Whom a rule about opening could let in, for each kind of sealed record: the supervisors around it, and who covers."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from people.models import Programme, Role, User
from people.queries import covers_of, supervision_in
from supervision.concerns.models import Concern, ConcernNote
from supervision.concerns.routing import people_in_role
from supervision.logs.models import LogReply, LogVersion
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.readings.models import Reading


def with_cover(supervisor: User | None, programme_id: UUID, now: datetime) -> Iterator[User]:
    if supervisor:
        yield supervisor
        yield from covers_of(supervisor, programme_id, now)


def around(person: User, programme: Programme, now: datetime) -> Iterator[User]:
    """Whoever supervises `person` in the programme now, and who covers for them."""
    held = supervision_in(programme, person, now)
    yield from with_cover(held.supervisor if held else None, programme.pk, now)


def of_version(version: LogVersion, now: datetime) -> Iterator[User]:
    yield from with_cover(version.reader, version.log.programme_id, now)


def of_reply(reply: LogReply, now: datetime) -> Iterator[User]:
    yield reply.version.log.owner
    yield from of_version(reply.version, now)


def of_reading(reading: Reading, now: datetime) -> Iterator[User]:
    yield reading.version.log.owner
    yield from of_version(reading.version, now)


def of_meeting(meeting: SupervisionMeeting, now: datetime) -> Iterator[User]:
    yield meeting.supervisor
    if meeting.covered_for:
        yield meeting.covered_for
    for attendee in meeting.attendees.select_related("person"):
        yield attendee.person
        yield from around(attendee.person, meeting.programme, now)


def of_answer(attendee: MeetingAttendee, now: datetime) -> Iterator[User]:
    yield from of_meeting(attendee.meeting, now)


def of_action(action: SupervisionAction, now: datetime) -> Iterator[User]:
    yield action.person
    yield from of_meeting(action.meeting, now)


def of_concern(concern: Concern, now: datetime) -> Iterator[User]:
    yield concern.raised_by
    yield from with_cover(concern.supervisor, concern.programme_id, now)
    yield from around(concern.raised_by, concern.programme, now)
    for role in (Role.GOVERNANCE, Role.DEPUTY):
        yield from people_in_role(role, concern.programme, now)


def of_note(note: ConcernNote, now: datetime) -> Iterator[User]:
    yield from of_concern(note.concern, now)
