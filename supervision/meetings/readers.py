"""Whom a rule about opening could let in: who was asked, who holds it, and who supervises them."""

from collections.abc import Iterator
from datetime import datetime

from people.models import User
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.meetings.points.models import MeetingPoints
from supervision.readers import around


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


def of_line(line: MeetingLine, now: datetime) -> Iterator[User]:
    yield from around(line.author, line.meeting.programme, now)


def of_points(points: MeetingPoints, _now: datetime) -> Iterator[User]:
    yield points.person
    if points.partner:
        yield points.partner
    yield points.meeting.supervisor
    if points.meeting.covered_for:
        yield points.meeting.covered_for
