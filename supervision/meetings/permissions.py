"""Who may do what with a meeting, one sentence each."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from people.models import SupervisionAssignment, User
from people.queries import cover_of, supervision_in
from supervision.meetings.models import (
    MeetingAttendee,
    MeetingState,
    SupervisionAction,
    SupervisionMeeting,
    asked,
    overseen_by,
    run_by,
)


def records_open_to(viewer: User, now: datetime) -> QuerySet[SupervisionMeeting]:
    """Once it is held: whoever was asked, who holds it, and for whom it was held. Until then who holds it, alone.

    Who holds it does so while they supervise, or stand in for who supervises, somebody who was asked.
    """
    is_held = Q(state=MeetingState.HELD) & (asked(viewer) | overseen_by(viewer, now))
    return SupervisionMeeting.objects.with_name(viewer).filter(is_held | run_by(viewer, now))


def can_write_record(writer: User, meeting: SupervisionMeeting) -> bool:
    """Its supervisor, until it is recorded or cancelled. (`records_open_to` says how long they are that.)"""
    return writer.pk == meeting.supervisor_id and meeting.state == MeetingState.PLANNED


def answers_open_to(viewer: User, now: datetime) -> QuerySet[MeetingAttendee]:
    """Once it is sent: to whoever supervises the attendee now; to a cover who held the meeting, while they cover."""
    return MeetingAttendee.objects.answers_open_to(viewer, now)


def can_write_answer(writer: User, attendee: MeetingAttendee) -> bool:
    """The attendee, until they have answered."""
    return not attendee.answer and writer.pk == attendee.person_id and attendee.meeting.state == MeetingState.HELD


def actions_open_to(viewer: User, now: datetime) -> QuerySet[SupervisionAction]:
    """To whoever was asked and will do it; to who oversees the meeting, their own and those of whom they look after."""
    was_asked = MeetingAttendee.objects.filter(meeting=OuterRef("meeting"), person=viewer)
    looked_after = SupervisionAssignment.objects.supervised_by(viewer, now).filter(
        facilitator=OuterRef("person"), programme=OuterRef("meeting__programme")
    )
    of_supervisors = Q(person=F("meeting__supervisor")) | Q(person=F("meeting__covered_for"))
    meetings = SupervisionMeeting.objects.with_name(viewer)
    overseen = Q(meeting__in=meetings.overseen_by(viewer, now).values("pk"))
    return SupervisionAction.objects.filter(
        Q(Exists(was_asked), person=viewer) | overseen & (of_supervisors | Q(Exists(looked_after))),
        meeting__in=meetings.values("pk"),
    )


def runs(user: User, meeting: SupervisionMeeting, now: datetime) -> bool:
    """Whoever holds it, while they look after somebody who was asked; as cover, while the window is open."""
    return SupervisionMeeting.objects.run_by(user, now).filter(pk=meeting.pk).exists()


def answered_to(attendee: MeetingAttendee, now: datetime) -> User | None:
    """Who reads what an attendee says: a cover who held the meeting, while they cover; else who supervises them now."""
    meeting = attendee.meeting
    assignment = supervision_in(meeting.programme, attendee.person, now)
    if assignment is None:
        return None
    window = cover_of(assignment.supervisor, meeting.programme_id, now)
    return meeting.supervisor if window and window.cover_id == meeting.supervisor_id else assignment.supervisor


def oversees(user: User, meeting: SupervisionMeeting, now: datetime) -> bool:
    """Whoever holds it, and the supervisor for whom it was held: while they look after somebody who was asked."""
    return SupervisionMeeting.objects.overseen_by(user, now).filter(pk=meeting.pk).exists()


def places_open_to(user: User, now: datetime) -> QuerySet[Any]:
    """In recorded meetings, the places of those whom `user` supervises now. A cover only stands in for a time."""
    assignments = SupervisionAssignment.objects.current(now).filter(supervisor=user)
    looked_after = assignments.filter(facilitator=OuterRef("person"), programme=OuterRef("meeting__programme"))
    places: QuerySet[Any] = MeetingAttendee.objects.with_presence().filter(
        # Beside the exact rule: a query begins there.
        person__in=assignments.values("facilitator")
    )
    return places.filter(Exists(looked_after), meeting__state=MeetingState.HELD)
