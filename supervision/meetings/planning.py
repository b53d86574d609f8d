"""Whether a meeting can be planned for a time: asked wherever one is planned, as the next of a record, or moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.templatetags.holdfast import wall_time
from foundation.walltime import end_of, instant_of, refuse_missing_time
from people.endings.days import last_day
from people.models import CoverWindow, Programme, User
from people.queries import away_at, cover_of
from supervision.meetings.models import MeetingState, SupervisionMeeting
from supervision.meetings.queries import with_people

# A meeting further away than this is a slip of the keyboard.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Plan:
    """Who would meet whom, and when, by the clock of the programme.

    `covered_for` is for whom the supervisor stands in, `moved` the meeting that would take place then, and `follows`
    the one that would come before it.
    """

    supervisor: User
    programme: Programme
    people: Sequence[User]
    local_date: date
    local_start: time
    minutes: int = 60
    covered_for: User | None = None
    moved: SupervisionMeeting | None = None
    follows: SupervisionMeeting | None = None

    @property
    def starts_at(self) -> datetime:
        return instant_of(self.local_date, self.local_start, self.programme.zone)

    @property
    def aside(self) -> list[UUID]:
        """What is not in the way of itself."""
        return [self.moved.pk] if self.moved else []

    @property
    def ends_at(self) -> datetime:
        return end_of(self.local_date, self.local_start, self.minutes, self.programme.zone)


def moved_to(meeting: SupervisionMeeting, day: date, start: time) -> Plan:
    """The same meeting, on another day or at another hour."""
    return Plan(
        supervisor=meeting.supervisor,
        programme=meeting.programme,
        local_date=day,
        local_start=start,
        people=[place.person for place in meeting.attendees.all()],
        minutes=meeting.minutes,
        covered_for=meeting.covered_for,
        moved=meeting,
    )


def held_by(supervisor: User, meeting: SupervisionMeeting) -> Plan:
    """The same meeting at its time, with somebody else to hold it."""
    as_it_is = moved_to(meeting, meeting.local_date, meeting.local_start)
    return replace(as_it_is, supervisor=supervisor, covered_for=None)


def next_after(meeting: SupervisionMeeting, day: date, start: time) -> Plan:
    """The next one with the same people."""
    return replace(moved_to(meeting, day, start), moved=None, follows=meeting)


def judge(plan: Plan, now: datetime) -> list[str]:
    """Raise Refusal where nothing can be planned then; else what to tell first, which may be meant all the same."""
    refuse_impossible(plan, now)
    return [*_told_of_leave(plan), *told_of_overlaps(plan)]


def refuse_impossible(plan: Plan, now: datetime) -> None:
    """Raise Refusal for a time that does not exist, lies too far off, outside one's cover, or is another meeting's."""
    if plan.moved and plan.starts_at <= now:
        raise Refusal(_("This time has passed. Choose a later one."))
    if plan.follows:
        refuse_before(plan.follows, plan.local_date, now)
    refuse_missing_time(plan.local_date, plan.local_start, plan.programme.zone)
    if abs(local_day(now, plan.programme.zone) - plan.local_date) > FURTHEST:
        raise Refusal(_("This date is more than a year away. Check the year."))
    _refuse_outside_cover(plan, now)
    if (standing := planned_at(plan)) and not _is_the_same(standing, plan):
        raise Refusal(
            _("You are meeting someone else at that time. Choose another time, or cancel that meeting first.")
        )
    _refuse_a_second_record(plan)


def _refuse_a_second_record(plan: Plan) -> None:
    """A meeting that is recorded is not planned again, to be recorded and counted twice."""
    recorded = SupervisionMeeting.objects.held().filter(
        supervisor=plan.supervisor,
        local_date=plan.local_date,
        local_start=plan.local_start,
        attendees__person__in=list(plan.people),
    )
    if recorded.exists():
        raise Refusal(
            _(
                "You have recorded a meeting that began at %(at)s. If it is this one, open it: on "
                "its page you can correct who was there. If it is another one, correct the time."
            )
            % {"at": wall_time(datetime.combine(plan.local_date, plan.local_start))}
        )


def refuse_before(meeting: SupervisionMeeting, day: date, now: datetime) -> None:
    """Raise Refusal unless what follows `meeting` on `day` lies ahead."""
    if day < meeting.today(now) or day <= meeting.local_date:
        raise Refusal(_("The next meeting must be in the future. Choose a later date, or leave it empty for now."))


def _is_the_same(standing: SupervisionMeeting, plan: Plan) -> bool:
    people = {place.person_id for place in standing.attendees.all()}
    return plan.moved is None and people == {person.pk for person in plan.people}


def _refuse_outside_cover(plan: Plan, now: datetime) -> None:
    if plan.covered_for is None:
        return
    window = cover_of(plan.covered_for, plan.programme.pk, now)
    if window is None or window.cover_id != plan.supervisor.pk or not window.holds(plan.starts_at):
        raise Refusal(
            _("At that time you do not cover for %(who)s. Choose a time within your cover.")
            % {"who": plan.covered_for.name}
        )


def planned_at(plan: Plan) -> SupervisionMeeting | None:
    """What the supervisor has planned for that very time."""
    planned = SupervisionMeeting.objects.planned().filter(
        supervisor=plan.supervisor, local_date=plan.local_date, local_start=plan.local_start
    )
    return planned.exclude(pk__in=plan.aside).first()


def _told_of_leave(plan: Plan) -> list[str]:
    leave = away_at(plan.supervisor, plan.starts_at)
    return [on_leave_until(leave)] if leave else []


def on_leave_until(leave: CoverWindow) -> str:
    assert leave.ends_at is not None  # a leave always has an end
    return _("You are on leave until the end of %(day)s.") % {"day": last_day(leave.ends_at, leave.programme)}


def told_of_overlaps(plan: Plan) -> list[str]:
    """What is planned or recorded for that time: one's own meetings by name, an attendee's by their time alone.

    One's own at the very same time is the same plan, or refused.
    """
    found = with_people(
        SupervisionMeeting.objects.exclude(state=MeetingState.CANCELLED)
        .filter(
            Q(supervisor=plan.supervisor) | Q(attendees__person__in=plan.people),
            local_date__range=(plan.local_date - timedelta(days=1), plan.local_date + timedelta(days=1)),
        )
        .exclude(supervisor=plan.supervisor, local_date=plan.local_date, local_start=plan.local_start)
        .exclude(pk__in=plan.aside)
        .distinct()
    )
    names = {person.pk: person.name for person in plan.people}
    told = [
        _told(meeting, plan.supervisor, names)
        for meeting in found
        if meeting.starts_at < plan.ends_at and plan.starts_at < meeting.ends_at
    ]
    return [words for words in told if words]


def _told(meeting: SupervisionMeeting, supervisor: User, names: Mapping[UUID, str]) -> str:
    places = list(meeting.attendees.all())
    at: dict[str, Any] = {
        "at": wall_time(datetime.combine(meeting.local_date, meeting.local_start)),
        "minutes": meeting.minutes,
    }
    if meeting.supervisor_id == supervisor.pk:
        names_met = ", ".join(place.person.name for place in places)
        return _("You meet %(who)s at %(at)s for %(minutes)s minutes.") % {"who": names_met, **at}
    people = ", ".join(names[place.person_id] for place in places if place.person_id in names)
    return _("%(who)s has another meeting at %(at)s for %(minutes)s minutes.") % {"who": people, **at}
