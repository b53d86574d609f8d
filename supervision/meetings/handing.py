"""A planned meeting changes hands, or somebody is taken off it. For endings: who may is asked before."""

from collections.abc import Sequence
from datetime import date, datetime, time

from confidential.services import note
from people.models import SupervisionAssignment, User
from supervision.meetings.deeds import MeetingDeed
from supervision.meetings.joining.services import take_away_with
from supervision.meetings.models import CancelReason, MeetingAttendee, MeetingState, SupervisionMeeting
from supervision.meetings.moves.models import MeetingMove
from supervision.meetings.planning import moved_to, refuse_impossible


def take_off(
    meeting: SupervisionMeeting, person: User, *, reason: CancelReason, by: User | None, now: datetime
) -> None:
    """`person` does not come. With none left whom the supervisor still looks after, it is cancelled. Twice is once."""
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED:
        return
    places = list(locked.attendees.select_related("person"))
    remaining = [place.person for place in places if place.person_id != person.pk]
    if _looked_after(locked, remaining, now):
        locked.attendees.filter(person=person).delete()
        take_away_with(locked, by=by or locked.supervisor, now=now)
        note(locked, actor=by or locked.supervisor, deed=MeetingDeed.CANCELLED, owner_id=person.pk, now=now)
    else:
        call_off(locked, reason=reason, by=by, now=now)


def _looked_after(meeting: SupervisionMeeting, people: Sequence[User], now: datetime) -> bool:
    supervisor = meeting.covered_for_id or meeting.supervisor_id
    assignments = SupervisionAssignment.objects.current(now).filter(
        supervisor=supervisor, programme=meeting.programme_id
    )
    return assignments.filter(facilitator__in=people).exists()


def call_off(meeting: SupervisionMeeting, *, reason: CancelReason, by: User | None, now: datetime) -> None:
    """Cancel a planned meeting. Twice is once."""
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED:
        return
    locked.state, locked.cancel_reason = MeetingState.CANCELLED, reason
    locked.save(update_fields=["state", "cancel_reason", *locked.changed_in_calendars(now)])
    for person_id in locked.attendees.values_list("person_id", flat=True):
        note(locked, actor=by or locked.supervisor, deed=MeetingDeed.CANCELLED, owner_id=person_id, now=now)
    take_away_with(locked, by=by or locked.supervisor, now=now)


def hand_on(
    meeting: SupervisionMeeting,
    people: Sequence[User],
    *,
    to: User,
    covered_for: User | None,
    by: User | None,
    now: datetime,
) -> None:
    """`people` meet `to` instead, at the same time."""
    standing = planned_then(meeting, to) or SupervisionMeeting.objects.create(
        programme=meeting.programme,
        supervisor=to,
        covered_for=covered_for,
        zone=meeting.zone,
        mode=meeting.mode,
        local_date=meeting.local_date,
        local_start=meeting.local_start,
        minutes=meeting.minutes,
        calendar_at=now,
    )
    for person in people:
        MeetingAttendee.objects.get_or_create(meeting=standing, person=person)
        note(standing, actor=by or to, deed=MeetingDeed.PLANNED, owner_id=person.pk, now=now)


def move_to(
    meeting: SupervisionMeeting, *, day: date, start: time, by: User | None, now: datetime, by_hand: bool = True
) -> None:
    """The same meeting at another time; its draft stays with it. Raises Refusal where none can be then.

    One that was moved `by_hand` is no longer moved by its series.
    """
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED or (locked.local_date, locked.local_start) == (day, start):
        return
    refuse_impossible(moved_to(locked, day, start), now)
    MeetingMove.objects.create(
        meeting=locked, local_date=locked.local_date, local_start=locked.local_start, by=by or locked.supervisor, at=now
    )
    # What was said of the time that it leaves; a line stays.
    locked.attendees.update(says="", other_date=None, other_start=None)
    locked.local_date, locked.local_start = day, start
    locked.touched_at = now if by_hand else locked.touched_at
    locked.save(update_fields=["local_date", "local_start", "touched_at", *locked.changed_in_calendars(now)])
    for person_id in locked.attendees.values_list("person_id", flat=True):
        note(locked, actor=by or locked.supervisor, deed=MeetingDeed.MOVED, owner_id=person_id, now=now)


def planned_then(meeting: SupervisionMeeting, supervisor: User) -> SupervisionMeeting | None:
    """What `supervisor` has planned for the very time of `meeting`."""
    planned = SupervisionMeeting.objects.planned().exclude(pk=meeting.pk)
    return planned.filter(supervisor=supervisor, local_date=meeting.local_date, local_start=meeting.local_start).first()
