"""What is refused of a record, each with what to do next. Called within `services` and `attendance.services`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from foundation.templatetags.holdfast import wall_time
from foundation.walltime import instant_of
from people.models import SupervisionAssignment, User
from supervision.logs.models import LogVersion
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting

MOST_ACTIONS = 5


@dataclass(frozen=True)
class NewAction:
    """Who will do what, by when."""

    person: User
    what: str
    due: date | None = None


def refuse_bad_record(
    meeting: SupervisionMeeting,
    attendees: Sequence[MeetingAttendee],
    present: set[UUID],
    brought: Sequence[LogVersion],
    actions: Sequence[NewAction],
    now: datetime,
) -> None:
    """Raise Refusal for a record that cannot be."""
    asked = {attendee.person_id for attendee in attendees}
    if not meeting.has_begun(now):
        raise Refusal(
            _("This meeting begins at %(at)s. Record it once you have met; your words are kept as a draft.")
            % {"at": _time_of(meeting)}
        )
    if not present or not present <= asked:
        raise Refusal(_("Tick who came. If no one did, cancel the meeting instead."))
    came = [attendee.person for attendee in attendees if attendee.person_id in present]
    refuse_who_was_not_supervised(meeting, came)
    refuse_who_was_elsewhere(meeting, came)
    if len(actions) > MOST_ACTIONS:
        raise Refusal(_("A meeting has five actions at most. Keep the most important."))
    if any(action.person.pk not in asked | {meeting.supervisor_id} for action in actions):
        raise Refusal(_("Choose someone who was asked to the meeting, or yourself, for each action."))
    readable = LogVersion.objects.readable_by(meeting.supervisor, now).filter(log__owner__in=present)
    if readable.filter(pk__in=[version.pk for version in brought]).count() != len(brought):
        raise Refusal(
            _("A log that you ticked is no longer with you, or its author did not come. Check the list again.")
        )


def refuse_who_was_not_supervised(meeting: SupervisionMeeting, people: Sequence[User]) -> None:
    """It is supervision of those whom its supervisor looked after on that day, and who had not left when it began."""
    assignments = SupervisionAssignment.objects.holding_within(meeting.starts_at, _end_of_its_day(meeting)).filter(
        supervisor=meeting.covered_for_id or meeting.supervisor_id,
        programme=meeting.programme_id,
        facilitator__in=people,
    )
    known = set(assignments.values_list("facilitator_id", flat=True))
    if strangers := [person.name for person in people if person.pk not in known]:
        raise Refusal(
            _(
                "%(who)s had another supervisor, or none, on the day of this meeting, so it does not count for them. "
                "Check the date, or record it without them."
            )
            % {"who": ", ".join(strangers)}
        )


def refuse_who_was_elsewhere(meeting: SupervisionMeeting, people: Sequence[User]) -> None:
    """Nobody is in two meetings at once, so one hour never counts twice."""
    elsewhere = (
        MeetingAttendee.objects.attended()
        .filter(
            person__in=people,
            meeting__local_date=meeting.local_date,
            meeting__local_start=meeting.local_start,
            meeting__zone=meeting.zone,
        )
        .exclude(meeting=meeting)
        .select_related("person", "meeting__supervisor")
    )
    if place := elsewhere.order_by("person__sort_name", "pk").first():
        raise Refusal(
            _(
                "%(who)s was at another meeting that began at %(at)s, recorded by %(supervisor)s. "
                "Record this one without them, or have the other one corrected first."
            )
            % {"who": place.person.name, "at": _time_of(meeting), "supervisor": place.meeting.supervisor.name}
        )


def _time_of(meeting: SupervisionMeeting) -> str:
    return wall_time(datetime.combine(meeting.local_date, meeting.local_start))


def _end_of_its_day(meeting: SupervisionMeeting) -> datetime:
    return instant_of(meeting.local_date + timedelta(days=1), time(), meeting.zone)
