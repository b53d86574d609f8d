"""Plan a meeting, record it, cancel it, answer its record."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import note, open_sealed, seal_frozen
from delivery.mail import notify
from foundation.refusals import Refusal
from foundation.templatetags.holdfast import wall_time
from people.models import Programme, SupervisionAssignment, User
from people.services import lock_person
from supervision.logs.answering import mark_discussed
from supervision.logs.models import LogVersion
from supervision.meetings import permissions, queries
from supervision.meetings.deeds import AttendeeDeed, MeetingDeed
from supervision.meetings.joining.services import take_away_with
from supervision.meetings.models import (
    MEETING_MOVES,
    CancelReason,
    MeetingAttendee,
    MeetingState,
    Mode,
    SupervisionAction,
    SupervisionMeeting,
)
from supervision.meetings.planning import Plan, planned_at, refuse_before, refuse_impossible
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.points.services import NewPoints, emptied, refuse_bad_points, write_points
from supervision.meetings.rules import MOST_ACTIONS, NewAction, refuse_bad_record
from supervision.words import settle

RECORDED = ("state", "minutes", "recorded_at", "next_meeting")


class AlreadyRecorded(Refusal):
    """The record stands, and says something else. It is kept as it is; what was typed now can be added to it."""

    def __init__(self, meeting: SupervisionMeeting) -> None:
        self.meeting = meeting
        super().__init__(
            _("%(who)s recorded this meeting at %(at)s. Nothing was changed: add what is missing to the record.")
            % {"who": meeting.supervisor.name, "at": wall_time(meeting.recorded_at)}
        )


@transaction.atomic
def plan_meeting(
    *,
    supervisor: User,
    programme: Programme,
    people: Iterable[User],
    local_date: date,
    local_start: time,
    mode: str = Mode.VIDEO,
    minutes: int = 60,
    now: datetime,
) -> SupervisionMeeting:
    """Plan to meet `people`, at wall time in the programme's zone. The same plan twice is one meeting.

    A date in the past is allowed: a talk that was not planned is entered here, and recorded next.
    """
    asked = {person.pk: person for person in people}
    covered_for = _supervisor_of_all(supervisor, programme, list(asked.values()), now)
    meeting = SupervisionMeeting(
        programme=programme,
        supervisor=supervisor,
        covered_for=covered_for,
        zone=programme.zone,
        local_date=local_date,
        local_start=local_start,
        mode=mode,
        minutes=minutes,
        calendar_at=now,
    )
    _check(meeting, "minutes", "mode")
    plan = Plan(supervisor, programme, list(asked.values()), local_date, local_start, minutes, covered_for)
    refuse_impossible(plan, now)
    if planned := planned_at(plan):
        return planned
    meeting.save(force_insert=True)
    for person in asked.values():
        MeetingAttendee.objects.create(meeting=meeting, person=person)
        note(meeting, actor=supervisor, deed=MeetingDeed.PLANNED, owner_id=person.pk, now=now)
        notify(person, "meeting_planned", about=meeting.pk, now=now)
    return meeting


def _supervisor_of_all(supervisor: User, programme: Programme, people: Sequence[User], now: datetime) -> User | None:
    """For whom `supervisor` stands in when meeting `people`; None when they are their own."""
    if not people:
        raise Refusal(_("Choose who is coming."))
    # So that two plans of one supervisor come one after the other.
    lock_person(supervisor)
    assignments = SupervisionAssignment.objects.supervised_by(supervisor, now)
    supervised = list(assignments.filter(programme=programme, facilitator__in=people).select_related("supervisor"))
    known = {assignment.facilitator_id for assignment in supervised}
    if strangers := [person.name for person in people if person.pk not in known]:
        raise Refusal(
            _("You do not supervise %(who)s in this programme now. Plan without them, or ask the coordinator.")
            % {"who": ", ".join(strangers)}
        )
    held_for = {assignment.supervisor for assignment in supervised}
    if len(held_for) > 1:
        raise Refusal(
            _("You see some of these people as cover for another supervisor. Plan a separate meeting for them.")
        )
    held_for_supervisor = held_for.pop()
    return None if held_for_supervisor == supervisor else held_for_supervisor


def _check(meeting: SupervisionMeeting, *names: str) -> None:
    """Raise ValidationError unless these fields hold what they may. Forms check first; this is for everybody else."""
    meeting.clean_fields(exclude={field.name for field in meeting._meta.fields} - set(names))


@transaction.atomic
def record_meeting(
    *,
    meeting: SupervisionMeeting,
    by: User,
    came: Iterable[User],
    minutes: int,
    brought: Iterable[LogVersion] = (),
    agreed: str,
    actions: Sequence[NewAction] = (),
    presented: Iterable[User] | None = None,
    points: Sequence[NewPoints] = (),
    next_date: date | None = None,
    next_start: time | None = None,
    now: datetime,
) -> SupervisionMeeting:
    """Write the record of a meeting that has begun. It is frozen with this; recording the same twice is once.

    `presented` and `points` are of a meeting of several pairs; `next_date` plans the next one. Raises AlreadyRecorded
    for another record than the one that stands, Refusal, and IllegalMove when it was cancelled.
    """
    meeting = _locked(meeting, by, now)
    attendees = list(meeting.attendees.select_for_update(of=("self",)).select_related("person").order_by("pk"))
    present, versions = {person.pk for person in came}, list(brought)
    who_presented = None if presented is None and not points else {person.pk for person in presented or ()}
    if meeting.state == MeetingState.HELD:
        sent = _Sent(present, who_presented, minutes, agreed.strip(), len(actions), len(points))
        _refuse_another_record(meeting, attendees, sent, now)
        return meeting
    MEETING_MOVES.check(meeting.state, MeetingState.HELD)
    refuse_bad_record(meeting, attendees, present, versions, actions, now)
    refuse_bad_points(meeting, asked := [item.person for item in attendees], present, who_presented, points)
    _settle_words(meeting, asked, agreed, now)
    _write_actions(meeting, actions, now)
    write_points(meeting, points, now)
    _bring(meeting, versions, by, now)
    _mark_who_came(attendees, present, who_presented, now)
    meeting.next_meeting = _plan_next(meeting, attendees, next_date, next_start, now)
    _hold(meeting, minutes, by, now)
    _tell_of_record(meeting, attendees, by, now)
    return meeting


def _bring(meeting: SupervisionMeeting, versions: Sequence[LogVersion], by: User, now: datetime) -> None:
    meeting.logs_brought.set(versions)
    mark_discussed(versions=versions, by=by, now=now)


def _hold(meeting: SupervisionMeeting, minutes: int, by: User, now: datetime) -> None:
    """From now on it is recorded."""
    meeting.state, meeting.minutes, meeting.recorded_at = MeetingState.HELD, minutes, now
    _check(meeting, "minutes")
    meeting.save(update_fields=[*RECORDED, *meeting.changed_in_calendars(now)])
    take_away_with(meeting, by=by, now=now)


def _settle_words(meeting: SupervisionMeeting, asked: Sequence[User], agreed: str, now: datetime) -> None:
    """What everybody reads stays in the record; the rest has rows of its own from now on."""
    rows = {f"action_{row}": "" for row in range(1, MOST_ACTIONS + 1)}
    settle(meeting, {"agreed": agreed.strip()} | rows | emptied(meeting, asked, now), now=now)


def _tell_of_record(meeting: SupervisionMeeting, attendees: Sequence[MeetingAttendee], by: User, now: datetime) -> None:
    for attendee in attendees:
        note(meeting, actor=by, deed=MeetingDeed.RECORDED, owner_id=attendee.person_id, now=now)
        notify(attendee.person, "meeting_recorded", about=meeting.pk, now=now)


class _Sent(NamedTuple):
    """What is compared of a record that is sent a second time."""

    present: set[UUID]
    presented: set[UUID] | None
    minutes: int
    agreed: str
    actions: int
    points: int


def _refuse_another_record(
    meeting: SupervisionMeeting, attendees: Sequence[MeetingAttendee], sent: _Sent, now: datetime
) -> None:
    """Raise AlreadyRecorded unless this is the record that stands, sent a second time."""
    words = open_sealed(meeting, viewer=meeting.supervisor, now=now).get("agreed", "")
    known = any(attendee.presented is not None for attendee in attendees)
    stands = _Sent(
        {attendee.person_id for attendee in attendees if attendee.came},
        {attendee.person_id for attendee in attendees if attendee.presented} if known else None,
        meeting.minutes,
        words,
        meeting.actions.count(),
        MeetingPoints.objects.filter(meeting=meeting).count(),
    )
    if sent != stands:
        raise AlreadyRecorded(meeting)


def _locked(meeting: SupervisionMeeting, by: User, now: datetime) -> SupervisionMeeting:
    meeting = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if not permissions.runs(by, meeting, now):
        raise Refusal(
            _(
                "Only the supervisor who planned this meeting can do that, while they supervise or "
                "cover for someone who was asked. Ask the coordinator who that is now."
            )
        )
    return meeting


def _write_actions(meeting: SupervisionMeeting, actions: Sequence[NewAction], now: datetime) -> None:
    for new in actions:
        action = SupervisionAction(meeting=meeting, person=new.person, due=new.due)
        seal_frozen(action, {"what": new.what.strip()}, now=now)
        action.save(force_insert=True)


def _mark_who_came(
    attendees: Sequence[MeetingAttendee], present: set[UUID], presented: set[UUID] | None, now: datetime
) -> None:
    for attendee in attendees:
        attendee.came, attendee.recorded_at = attendee.person_id in present, now
        attendee.presented = None if presented is None else attendee.person_id in presented
        attendee.save(update_fields=["came", "presented", "recorded_at"])


def _plan_next(
    meeting: SupervisionMeeting,
    attendees: Sequence[MeetingAttendee],
    day: date | None,
    start: time | None,
    now: datetime,
) -> SupervisionMeeting | None:
    """The next meeting with those of the same people whom this supervisor still supervises, if a day was given."""
    if day is None:
        return None
    refuse_before(meeting, day, now)
    supervised = SupervisionAssignment.objects.current(now).filter(
        supervisor=meeting.covered_for or meeting.supervisor,
        programme=meeting.programme,
        facilitator__in=[attendee.person_id for attendee in attendees],
    )
    people = [assignment.facilitator for assignment in supervised.select_related("facilitator")]
    if not people:
        raise Refusal(_("You no longer supervise any of these people. Leave the next meeting empty."))
    return plan_meeting(
        supervisor=meeting.supervisor,
        programme=meeting.programme,
        people=people,
        local_date=day,
        local_start=start or meeting.local_start,
        mode=meeting.mode,
        minutes=meeting.minutes,
        now=now,
    )


def _locked_to_cancel(meeting: SupervisionMeeting, by: User, now: datetime) -> SupervisionMeeting:
    """Who is back from leave can also call off what a cover has planned for them."""
    if by.pk == meeting.covered_for_id and permissions.oversees(by, meeting, now):
        return SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    return _locked(meeting, by, now)


@transaction.atomic
def cancel_meeting(*, meeting: SupervisionMeeting, by: User, reason: str, now: datetime) -> SupervisionMeeting:
    """Call off a planned meeting, with a reason from the list. Twice is once."""
    meeting = _locked_to_cancel(meeting, by, now)
    if meeting.state == MeetingState.CANCELLED:
        _refuse_another_reason(meeting, reason)
        return meeting
    MEETING_MOVES.check(meeting.state, MeetingState.CANCELLED)
    if reason not in CancelReason.values:
        raise Refusal(_("Choose why the meeting is cancelled."))
    if meeting.readings.released().exists():
        raise Refusal(_("You marked a log as discussed in this meeting, so it took place. Record it instead."))
    meeting.state, meeting.cancel_reason = MeetingState.CANCELLED, reason
    meeting.save(update_fields=["state", "cancel_reason", *meeting.changed_in_calendars(now)])
    for attendee in meeting.attendees.select_related("person"):
        note(meeting, actor=by, deed=MeetingDeed.CANCELLED, owner_id=attendee.person_id, now=now)
        notify(attendee.person, "meeting_cancelled", about=meeting.pk, now=now)
    take_away_with(meeting, by=by, now=now)
    return meeting


def _refuse_another_reason(meeting: SupervisionMeeting, reason: str) -> None:
    if reason != meeting.cancel_reason:
        raise Refusal(
            _("This meeting is already cancelled: %(why)s. Nothing was changed.")
            % {"why": meeting.get_cancel_reason_display()}
        )


@transaction.atomic
def acknowledge_meeting(
    *, meeting: SupervisionMeeting, by: User, differs: str | None = None, now: datetime
) -> MeetingAttendee:
    """`by` acknowledges the record, or says in `differs` how they see it. The same answer twice is once."""
    attendee = (
        MeetingAttendee.objects.select_for_update(of=("self",))
        .select_related("person", "meeting__supervisor", "meeting__programme")
        .filter(meeting=meeting, person=by)
        .first()
    )
    if attendee is None:
        raise Refusal(_("You were not asked to this meeting."))
    answer = MeetingAttendee.Answer.ACKNOWLEDGED if differs is None else MeetingAttendee.Answer.DIFFERS
    if attendee.answer == answer:
        return attendee
    _refuse_answer(attendee, differs, now)
    if differs is not None or attendee.text_id is not None:
        settle(attendee, {"differs": (differs or "").strip()}, now=now)
    attendee.answer, attendee.answered_at = answer, now
    attendee.save(update_fields=["answer", "answered_at"])
    note(attendee, actor=by, deed=AttendeeDeed(answer.value), owner_id=by.pk, now=now)
    reader = permissions.answered_to(attendee, now)
    if differs is not None and reader:
        notify(reader, "meeting_answered", about=attendee.pk, now=now)
    return attendee


def _refuse_answer(attendee: MeetingAttendee, differs: str | None, now: datetime) -> None:
    if attendee.meeting.state != MeetingState.HELD:
        raise Refusal(_("There is no record of this meeting yet. You will get an email when there is."))
    if attendee.answer:
        raise Refusal(_("You have already answered this record. Bring anything else to your next meeting."))
    if differs is not None and not differs.strip():
        raise Refusal(_("Write how you see it, or acknowledge the record."))
    if differs is None and open_sealed(attendee, viewer=attendee.person, now=now).get("differs", "").strip():
        raise Refusal(_("You have written that you see it differently. Send that, or clear the box."))


def lock_if_discussed(meeting: SupervisionMeeting, by: User, owner: User, now: datetime) -> SupervisionMeeting | None:
    """The meeting, locked, if `by` can have discussed a log of `owner` in it; else None."""
    locked = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    return locked if locked in queries.meetings_with(by, owner, now) else None
