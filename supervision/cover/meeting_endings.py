"""Planned meetings as a leave begins, changes or ends: those inside it, and those that a cover no longer holds."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dated import holds_at
from foundation.refusals import Refusal
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion
from people.models import CoverWindow, User
from supervision.cover.changes import Change
from supervision.cover.leave import Leave
from supervision.meetings.choices import begun_line, cancelled, given_to, in_order, line, people_of
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.moving import another_time
from supervision.meetings.planning import Plan, held_by, judge, planned_at, told_of_overlaps

Away = Callable[[datetime], bool]


def find_in_leave(occasion: Occasion) -> Sequence[Hanging]:
    """What the supervisor has planned for the days of their leave."""
    leave: Leave = occasion.subject

    def away(at: datetime) -> bool:
        return any(absence.starts_at <= at < absence.ends_at for absence in leave.days)

    planned = in_order(SupervisionMeeting.objects.planned().filter(supervisor=leave.supervisor))
    return [
        _inside(occasion, meeting, absence.cover, away)
        for meeting in planned
        for absence in leave.days
        if absence.programme == meeting.programme and absence.starts_at <= meeting.starts_at < absence.ends_at
    ]


def find_in_changed_leave(occasion: Occasion) -> Sequence[Hanging]:
    """What lies inside a leave that has become longer, and did not before."""
    change: Change = occasion.subject
    window = change.window
    planned = in_order(
        SupervisionMeeting.objects.planned().filter(supervisor=window.supervisor, programme=window.programme)
    )
    return [
        _inside(occasion, meeting, change.cover, change.holds)
        for meeting in planned
        if change.holds(meeting.starts_at) and not window.holds(meeting.starts_at)
    ]


def _inside(occasion: Occasion, meeting: SupervisionMeeting, cover: User | None, away: Away) -> Hanging:
    def refuse(plan: Plan) -> None:
        if away(plan.starts_at):
            raise Refusal(_("You are on leave then too. Choose a day outside your leave."))

    also = [meeting.covered_for] if meeting.covered_for else []
    choices = [
        cancelled(occasion, meeting, also=also),
        another_time(occasion, meeting, refuse),
        Choice("keep", gettext_lazy("Keep it: I will come all the same"), _nothing, keeps=True),
    ]
    if meeting.starts_at < occasion.now:
        choices.pop(1)
    elif cover and not meeting.covered_for_id and _free(cover, meeting, occasion.now):
        choices.insert(0, _with_cover(occasion, meeting, cover, meeting.supervisor))
    return Hanging(meeting.pk, line(meeting, people_of(meeting)), choices)


def _with_cover(occasion: Occasion, meeting: SupervisionMeeting, cover: User, supervisor: User) -> Choice:
    label = _("%(who)s holds it") % {"who": cover.name}
    return given_to(occasion, meeting, to=cover, covered_for=supervisor, label=label)


def _free(person: User, meeting: SupervisionMeeting, now: datetime) -> bool:
    """Whether `person` could hold it: not one of those who come, nor away, nor in another meeting then."""
    if person in people_of(meeting):
        return False
    try:
        return not judge(held_by(person, meeting), now)
    except Refusal:
        return False


def _nothing() -> None:
    """It stays as it is."""


def find_of_changed_cover(occasion: Occasion) -> Sequence[Hanging]:
    """What a cover has planned and may no longer hold: back to the supervisor, to the new cover, or cancelled."""
    change: Change = occasion.subject
    window = change.window
    if window.cover is None:
        return []
    planned = SupervisionMeeting.objects.planned().filter(
        supervisor=window.cover, covered_for=window.supervisor, programme=window.programme
    )
    return [_of_cover(occasion, item, change) for item in in_order(planned) if not change.leaves(item.starts_at)]


def _of_cover(occasion: Occasion, meeting: SupervisionMeeting, change: Change) -> Hanging:
    words, at, old = line(meeting, people_of(meeting)), meeting.starts_at, meeting.supervisor
    off = cancelled(occasion, meeting, also=[old])
    if at < occasion.now:
        return Hanging(meeting.pk, begun_line(words), [off])
    choices = [off]
    supervisor = change.window.supervisor
    if _is_back(change, meeting):
        label = _("It is yours again")
        choices.insert(0, given_to(occasion, meeting, to=supervisor, covered_for=None, label=label, also=[old]))
    if change.cover and change.cover != old and change.holds(at) and _free(change.cover, meeting, occasion.now):
        choices.insert(0, _with_cover(occasion, meeting, change.cover, supervisor))
    return Hanging(meeting.pk, words, choices)


def _is_back(change: Change, meeting: SupervisionMeeting) -> bool:
    """Whether the supervisor is there then, and meets nobody else."""
    window, plan = change.window, held_by(change.window.supervisor, meeting)
    leave = CoverWindow.objects.filter(holds_at(meeting.starts_at), supervisor=window.supervisor)
    away = change.holds(meeting.starts_at) or leave.exclude(pk=window.pk).exists()
    return not (away or planned_at(plan) or told_of_overlaps(plan))


OF_CHANGED_COVER = Entry(
    gettext_lazy("Meetings that your cover has planned"), frozenset({Event.LEAVE_CHANGES}), find_of_changed_cover
)
IN_LEAVE = Entry(gettext_lazy("Meetings inside your leave"), frozenset({Event.LEAVE_BEGINS}), find_in_leave)
IN_CHANGED_LEAVE = Entry(
    gettext_lazy("Meetings inside your leave"), frozenset({Event.LEAVE_CHANGES}), find_in_changed_leave
)
