"""Who may do what with a meeting, one sentence each."""

from datetime import datetime
from uuid import UUID

from people.models import User
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionAction, SupervisionMeeting


def can_open_record(viewer: User, meeting: SupervisionMeeting, now: datetime) -> bool:
    """Whoever was asked to it reads what was agreed, once it is held. (Its supervisor wrote it.)"""
    asked = meeting.attendees.all()
    return meeting.state == MeetingState.HELD and any(attendee.person_id == viewer.pk for attendee in asked)


def can_write_record(writer: User, meeting: SupervisionMeeting) -> bool:
    """Its supervisor, until it is recorded or cancelled."""
    return writer.pk == meeting.supervisor_id and meeting.state == MeetingState.PLANNED


def can_open_answer(viewer: User, attendee: MeetingAttendee, now: datetime) -> bool:
    """The meeting's supervisor, once the attendee has sent it."""
    return attendee.answer == MeetingAttendee.Answer.DIFFERS and viewer.pk == attendee.meeting.supervisor_id


def can_write_answer(writer: User, attendee: MeetingAttendee) -> bool:
    """The attendee, until they have answered."""
    return not attendee.answer and writer.pk == attendee.person_id and attendee.meeting.state == MeetingState.HELD


def can_open_action(viewer: User, action: SupervisionAction, now: datetime) -> bool:
    """The person who will do it. (The supervisor wrote it.)"""
    return viewer.pk == action.person_id


def runs(user_id: UUID, meeting: SupervisionMeeting) -> bool:
    return user_id == meeting.supervisor_id
