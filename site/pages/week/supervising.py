"""What changed for a supervisor: of their own supervisees, by name, never a word. What they cover is on the desk."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.urls import reverse

from foundation.dated import holds_at
from pages.week.coordinating import became_overdue
from pages.week.window import A_DAY, Row, Window, dated
from people.holds.queries import out_of_reach
from people.models import SupervisionAssignment
from supervision.logs.queries import replies_unopened
from supervision.logs.reminding import versions_unanswered
from supervision.meetings.models import MeetingAttendee, MeetingState
from supervision.meetings.queries import is_over
from supervision.meetings.reminding import looked_after


def logs_shared(window: Window, supervisors: Collection[UUID]) -> Iterator[Row]:
    """Those that nobody has answered yet."""
    begins, ends = window.instants
    shared = versions_unanswered(window.now).filter(reader__in=supervisors, shared_at__gte=begins, shared_at__lt=ends)
    for version in shared.select_related("log__owner", "log__session__group").order_by("shared_at", "pk"):
        session = version.log.session
        words = dated(f"{version.log.owner.name}, {session.group.code_name}", session.local_date)
        yield Row(version.reader_id, words, reverse("desk:log", args=[version.pk]))


def replies(window: Window, supervisors: Collection[UUID]) -> Iterator[Row]:
    """Those that they have not opened yet."""
    begins, ends = window.instants
    said = replies_unopened(window.now).filter(version__reader__in=supervisors, at__gte=begins, at__lt=ends)
    for reply in said.select_related("version", "author").order_by("at", "pk"):
        yield Row(reply.version.reader_id, reply.author.name, reverse("desk:log", args=[reply.version_id]))


def meetings_to_record(window: Window, supervisors: Collection[UUID]) -> Iterator[Row]:
    """Those that are over, with anybody whom they still look after."""
    places = MeetingAttendee.objects.filter(
        looked_after(window.now),
        meeting__supervisor__in=supervisors,
        meeting__state=MeetingState.PLANNED,
        meeting__local_date__range=(window.first, window.after - A_DAY),
    ).exclude(person__in=out_of_reach())
    meetings = {place.meeting_id: place.meeting for place in places.select_related("meeting__programme")}
    for meeting in sorted(meetings.values(), key=lambda meeting: (meeting.local_date, str(meeting.pk))):
        if is_over(meeting, window.now):
            yield Row(
                meeting.supervisor_id,
                dated(meeting.programme.name, meeting.local_date),
                reverse("meetings:record", args=[meeting.pk]),
            )


def overdue_supervision(window: Window, supervisors: Collection[UUID]) -> Iterator[Row]:
    """Of their supervisees, whose became overdue, with no meeting planned."""
    held = SupervisionAssignment.objects.filter(holds_at(window.now), supervisor__in=supervisors)
    keys = list(held.exclude(facilitator__in=out_of_reach()).values_list("pk", flat=True))
    for assignment in became_overdue(window, keys):
        year = reverse("year:person", args=[assignment.facilitator_id])
        yield Row(assignment.supervisor_id, assignment.facilitator.name, year)
