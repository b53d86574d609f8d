"""Who may do what with a meeting, one sentence each."""

from datetime import datetime

from django.db.models import QuerySet

from people.models import User
from supervision.meetings.models import (
    MeetingAttendee,
    MeetingState,
    SupervisionAction,
    SupervisionMeeting,
    overseen_by,
)


def can_open_record(viewer: User, meeting: SupervisionMeeting, now: datetime) -> bool:
    """Once it is held: whoever was asked to it, and the supervisor for whom it was held. (Who held it wrote it.)"""
    readers = {attendee.person_id for attendee in meeting.attendees.all()} | {meeting.covered_for_id}
    return meeting.state == MeetingState.HELD and viewer.pk in readers


def can_write_record(writer: User, meeting: SupervisionMeeting) -> bool:
    """Its supervisor, until it is recorded or cancelled."""
    return writer.pk == meeting.supervisor_id and meeting.state == MeetingState.PLANNED


def answers_open_to(viewer: User, now: datetime) -> QuerySet[MeetingAttendee]:
    """Once it is sent: to whoever holds the meeting, and to the supervisor for whom it was held."""
    overseen = SupervisionMeeting.objects.filter(overseen_by(viewer, now))
    return MeetingAttendee.objects.filter(answer=MeetingAttendee.Answer.DIFFERS, meeting__in=overseen)


def can_write_answer(writer: User, attendee: MeetingAttendee) -> bool:
    """The attendee, until they have answered."""
    return not attendee.answer and writer.pk == attendee.person_id and attendee.meeting.state == MeetingState.HELD


def can_open_action(viewer: User, action: SupervisionAction, now: datetime) -> bool:
    """The person who will do it, and the supervisor for whom the meeting was held. (Who held it wrote it.)"""
    return viewer.pk in (action.person_id, action.meeting.covered_for_id)


def actions_noted_by(user: User, now: datetime) -> QuerySet[SupervisionAction]:
    """Those of the meetings that `user` holds."""
    return SupervisionAction.objects.filter(meeting__in=SupervisionMeeting.objects.run_by(user, now).values("pk"))


def runs(user: User, meeting: SupervisionMeeting, now: datetime) -> bool:
    """Whoever holds it; as cover, while the window is open."""
    return SupervisionMeeting.objects.run_by(user, now).filter(pk=meeting.pk).exists()


def answered_to(meeting: SupervisionMeeting, now: datetime) -> User:
    """Who reads what an attendee says of the record: whoever held it, or for whom once a cover has ended."""
    ended = meeting.covered_for is not None and not runs(meeting.supervisor, meeting, now)
    return meeting.covered_for if ended and meeting.covered_for else meeting.supervisor


def oversees(user: User, meeting: SupervisionMeeting) -> bool:
    """Of those who may see it: whoever holds it, and the supervisor for whom it was held."""
    return user.pk in (meeting.supervisor_id, meeting.covered_for_id)
