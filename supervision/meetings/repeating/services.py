"""Every write about repeating meetings: plan them, change them from some day on, stop them, continue them each day."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from delivery.mail import notify
from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.walltime import instant_of
from groups.series.kit import (
    A_DAY,
    Change,
    ShownAgain,
    carry_out,
    change_between,
    first_day,
    refuse_outside,
    slots_ahead,
    write_plan,
)
from groups.series.planning import Line, Plan, What, still_missing
from people.models import CoverWindow, Programme, SupervisionAssignment, User
from people.services import lock_person
from supervision.meetings.deeds import MeetingDeed
from supervision.meetings.handing import call_off, move_to
from supervision.meetings.models import CancelReason, MeetingAttendee, MeetingState, Mode, SupervisionMeeting
from supervision.meetings.repeating.models import MeetingSeries

log = logging.getLogger("supervision")


def change_of(
    *, series: MeetingSeries, people: Sequence[User], plan: Plan, since: date | None, now: datetime
) -> Change[SupervisionMeeting]:
    """What `plan` does to the meetings of `series`, which may be new: from `since` on, None for all not held yet.

    Raises Refusal for a plan that cannot be.
    """
    today = local_day(now, series.programme.zone)
    refuse_outside(plan, today)
    first = first_day(plan, since, today)
    rows = _rows(series, people, first)
    slots, left_out = slots_ahead(plan, series.programme, first, now)
    taken = _taken(series, plan, slots, rows)
    return change_between(
        plan,
        [slot for slot in slots if slot not in taken],
        rows,
        since=first,
        left_out=left_out,
        revision=series.revision,
        now=now,
        taken=taken,
    )


@transaction.atomic
def begin_series(
    *,
    supervisor: User,
    programme: Programme,
    people: Iterable[User],
    plan: Plan,
    mode: str = Mode.VIDEO,
    shown: str | None = None,
    now: datetime,
) -> MeetingSeries:
    """Meet `people` again and again. They are told once. Raises ShownAgain, and Refusal, as `save_series`."""
    lock_person(supervisor)
    series = MeetingSeries(programme=programme, supervisor=supervisor, mode=mode)
    people = list(people)
    refuse_strangers(supervisor, programme, people, now)
    change = change_of(series=series, people=people, plan=plan, since=None, now=now)
    if shown is not None and shown != change.shown:
        raise ShownAgain
    write_plan(series, plan, zone=programme.zone, by=supervisor, now=now)
    series.people.set(people)
    _carry_out(series, people, change.lines, now)
    _tell(series, people, now)
    return series


@transaction.atomic
def save_series(
    *, series: MeetingSeries, by: User, plan: Plan, since: date | None = None, shown: str | None = None, now: datetime
) -> MeetingSeries:
    """Change it. `shown` is the `Change` that the supervisor saw; without it nothing was shown.

    Raises ShownAgain when it has come to something else meanwhile, and Refusal when it is not theirs.
    """
    lock_person(by)
    series = MeetingSeries.objects.select_for_update(of=("self",)).select_related("programme__region").get(pk=series.pk)
    people = still_theirs(series, now)
    if series.supervisor_id != by.pk or not people:
        raise Refusal(_("You no longer supervise any of these people, so their meetings are not yours to plan."))
    change = change_of(series=series, people=people, plan=plan, since=since, now=now)
    if shown is not None and shown != change.shown:
        raise ShownAgain
    write_plan(series, plan, zone=series.programme.zone, by=by, now=now)
    if _carry_out(series, people, change.lines, now):
        _tell(series, people, now)
    return series


def continue_all(now: datetime) -> None:
    """What the worker does: every series reaches 12 weeks ahead again. One that fails keeps no other waiting."""
    going_on = MeetingSeries.objects.going_on(local_day(now) - A_DAY)
    for series in going_on.select_related("programme__region", "supervisor", "changed_by"):
        try:
            continue_series(series=series, now=now)
        except Exception as failure:  # whatever is wrong with one is no other's trouble; it is tried again next time
            log.warning("series of meetings %s is not continued: %s", series.pk, type(failure).__name__)


@transaction.atomic
def continue_series(*, series: MeetingSeries, now: datetime) -> int:
    """Make the meetings that are missing; nothing that stands is moved. Doing it twice is once. Returns how many."""
    lock_person(series.supervisor)
    people = still_theirs(series, now)
    if not people:
        return 0
    plan, today = Plan.of(series), local_day(now, series.zone)
    rows = _rows(series, people, today)
    slots, _left_out = slots_ahead(plan, series.programme, today, now)
    taken = _taken(series, plan, slots, rows)
    lines = still_missing(plan, [slot for slot in slots if slot not in taken], rows)
    _carry_out(series, people, lines, now)
    return len(lines)


def still_theirs(series: MeetingSeries, now: datetime) -> list[User]:
    """Of those whom it is with, whom its supervisor supervises now."""
    assignments = SupervisionAssignment.objects.current(now).filter(
        supervisor=series.supervisor_id, programme=series.programme_id, facilitator__in=series.people.all()
    )
    return [
        assignment.facilitator
        for assignment in assignments.select_related("facilitator").order_by("facilitator__sort_name")
    ]


def refuse_strangers(supervisor: User, programme: Programme, people: Sequence[User], now: datetime) -> None:
    """Raise Refusal unless `supervisor` supervises all of them; a cover, whose time is short, plans one by one."""
    assignments = SupervisionAssignment.objects.current(now).filter(supervisor=supervisor, programme=programme)
    known = set(assignments.values_list("facilitator", flat=True))
    strangers = [person.name for person in people if person.pk not in known]
    if strangers or not people:
        raise Refusal(
            _("You can plan repeating meetings with people you supervise yourself. Choose who is coming again.")
        )


# Rows -----------------------------------------------------------------------------------------------------------------


def _rows(series: MeetingSeries, people: Sequence[User], since: date) -> list[SupervisionMeeting]:
    """Its meetings from that day on, and those planned by hand with the very same people.

    What the series itself called off is gone: a cancelled meeting does not come back, a new one takes its place.
    """
    from_then_on = Q(local_date__gte=since) | Q(series_day__gte=since)
    own = Q(series=series.pk) if not series._state.adding else Q(pk__in=[])
    by_hand = Q(series=None, state=MeetingState.PLANNED)
    found = SupervisionMeeting.objects.filter(
        from_then_on, own | by_hand, supervisor=series.supervisor_id, programme=series.programme_id
    ).exclude(state=MeetingState.CANCELLED, cancel_reason=CancelReason.PLAN)
    wanted = {person.pk for person in people}
    return [
        meeting
        for meeting in found.prefetch_related("attendees").order_by("local_date", "local_start", "pk")
        if meeting.series_id or {place.person_id for place in meeting.attendees.all()} == wanted
    ]


def _taken(series: MeetingSeries, plan: Plan, slots: Sequence[date], rows: Sequence[SupervisionMeeting]) -> list[date]:
    """Days on which the supervisor is on leave, or meets somebody else at that very time."""
    others = SupervisionMeeting.objects.planned().filter(
        supervisor=series.supervisor_id, local_date__in=slots, local_start=plan.local_start
    )
    busy = set(others.exclude(pk__in=[row.pk for row in rows]).values_list("local_date", flat=True))
    leaves = list(CoverWindow.objects.filter(supervisor=series.supervisor_id))
    starts = {slot: instant_of(slot, plan.local_start, series.programme.zone) for slot in slots}
    return [slot for slot in slots if slot in busy or any(leave.holds(starts[slot]) for leave in leaves)]


def _carry_out(
    series: MeetingSeries, people: Sequence[User], lines: Iterable[Line[SupervisionMeeting]], now: datetime
) -> list[SupervisionMeeting]:
    return carry_out(
        series,
        lines,
        new=partial(_new_row, series),
        bring=lambda row, line: _bring(row, line, series, people, now),
    )


def _new_row(series: MeetingSeries) -> SupervisionMeeting:
    return SupervisionMeeting(
        programme=series.programme, supervisor=series.supervisor, series=series, mode=series.mode, zone=series.zone
    )


def _bring(
    row: SupervisionMeeting,
    line: Line[SupervisionMeeting],
    series: MeetingSeries,
    people: Sequence[User],
    now: datetime,
) -> None:
    """Plan it for its day, or call it off."""
    if row._state.adding:
        assert line.slot
        row.local_date, row.local_start, row.minutes = line.slot, series.local_start, series.minutes
        row.calendar_at = now
        row.save(force_insert=True)
        MeetingAttendee.objects.bulk_create(MeetingAttendee(meeting=row, person=person) for person in people)
        for person in people:
            note(row, actor=series.changed_by, deed=MeetingDeed.PLANNED, owner_id=person.pk, now=now)
        return
    row.save(update_fields=["series_day"])
    if line.what == What.DROPPED:
        call_off(row, reason=CancelReason.PLAN, by=series.changed_by, now=now)
        return
    assert line.slot
    if row.minutes != series.minutes:
        row.minutes = series.minutes
        row.save(update_fields=["minutes", *row.changed_in_calendars(now)])
    move_to(row, day=line.slot, start=series.local_start, by=series.changed_by, now=now, by_hand=False)


def _tell(series: MeetingSeries, people: Iterable[User], now: datetime) -> None:
    """Each person once, however many meetings it makes."""
    for person in people:
        notify(person, "meeting_series", about=series.pk, now=now, once=f"series {series.revision}")
