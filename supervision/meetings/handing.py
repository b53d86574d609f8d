"""A planned meeting changes hands, or somebody is taken off it. For endings: who may is asked before."""

from collections.abc import Sequence
from datetime import date, datetime, time

from confidential.services import note
from people.models import SupervisionAssignment, User
from supervision.meetings.models import CancelReason, MeetingAttendee, MeetingState, SupervisionMeeting
from supervision.meetings.planning import moved_to, refuse_impossible


def take_off(
    meeting: SupervisionMeeting, person: User, *, reason: CancelReason, by: User | None, now: datetime
) -> None:
    """`person` does not come. With none left whom the supervisor still looks after, it is cancelled. Twice is once."""
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED:
        return
    places = list(locked.attendees.select_related("person"))
    others = [place.person for place in places if place.person_id != person.pk]
    if _looked_after(locked, others, now):
        locked.attendees.filter(person=person).delete()
        note(locked, actor=by or locked.supervisor, action="cancelled", owner_id=person.pk, now=now)
    else:
        call_off(locked, reason=reason, by=by, now=now)


def _looked_after(meeting: SupervisionMeeting, people: Sequence[User], now: datetime) -> bool:
    supervisor = meeting.covered_for_id or meeting.supervisor_id
    held = SupervisionAssignment.objects.current(now).filter(supervisor=supervisor, programme=meeting.programme_id)
    return held.filter(facilitator__in=people).exists()


def call_off(meeting: SupervisionMeeting, *, reason: CancelReason, by: User | None, now: datetime) -> None:
    """Cancel a planned meeting. Twice is once."""
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED:
        return
    locked.state, locked.cancel_reason = MeetingState.CANCELLED, reason
    locked.save(update_fields=["state", "cancel_reason"])
    for person_id in locked.attendees.values_list("person_id", flat=True):
        note(locked, actor=by or locked.supervisor, action="cancelled", owner_id=person_id, now=now)


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
    )
    for person in people:
        MeetingAttendee.objects.get_or_create(meeting=standing, person=person)
        note(standing, actor=by or to, action="planned", owner_id=person.pk, now=now)


def move_to(meeting: SupervisionMeeting, *, day: date, start: time, by: User | None, now: datetime) -> None:
    """The same meeting at another time; its draft stays with it. Raises Refusal where none can be then."""
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state != MeetingState.PLANNED or (locked.local_date, locked.local_start) == (day, start):
        return
    refuse_impossible(moved_to(locked, day, start), now)
    locked.local_date, locked.local_start = day, start
    locked.save(update_fields=["local_date", "local_start"])
    for person_id in locked.attendees.values_list("person_id", flat=True):
        note(locked, actor=by or locked.supervisor, action="moved", owner_id=person_id, now=now)


def planned_then(meeting: SupervisionMeeting, supervisor: User) -> SupervisionMeeting | None:
    """What `supervisor` has planned for the very time of `meeting`."""
    planned = SupervisionMeeting.objects.planned().exclude(pk=meeting.pk)
    return planned.filter(supervisor=supervisor, local_date=meeting.local_date, local_start=meeting.local_start).first()
