"""Move a planned meeting to another wall time. It stays the same meeting, in calendars too."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import User
from supervision.meetings import permissions
from supervision.meetings.handing import move_to
from supervision.meetings.models import MeetingState, SupervisionMeeting


@transaction.atomic
def move_meeting(*, meeting: SupervisionMeeting, by: User, day: date, start: time, now: datetime) -> SupervisionMeeting:
    """Those who are asked are told. Twice is once. Raises Refusal where none can be then, or it is planned no more."""
    meeting = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if not permissions.runs(by, meeting, now):
        raise Refusal(_("Only the supervisor who planned this meeting can move it. Ask the coordinator who that is."))
    if meeting.state != MeetingState.PLANNED:
        raise Refusal(_("This meeting is recorded or cancelled, so it stays where it was. Plan a new one."))
    if (meeting.local_date, meeting.local_start) == (day, start):
        return meeting
    if meeting.readings.released().exists():
        raise Refusal(_("You marked a log as discussed in this meeting, so it took place. Record it instead."))
    move_to(meeting, day=day, start=start, by=by, now=now)
    meeting.refresh_from_db()
    for place in meeting.attendees.select_related("person"):
        once = f"revision {meeting.calendar_revision}"
        notify(place.person, "meeting_moved", about=meeting.pk, now=now, once=once)
    return meeting
