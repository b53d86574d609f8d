"""What stands in the calendar of whoever holds a supervision meeting, or is asked to it."""

from collections.abc import Iterable
from datetime import datetime

from delivery.calendar.events import Event, Title, Window
from people.models import User
from supervision.meetings.models import MeetingState, SupervisionMeeting


def meetings_in_calendar(user: User, window: Window, now: datetime) -> Iterable[Event]:
    meetings = SupervisionMeeting.objects.taken_part_in(user, now).filter(local_date__range=window.days)
    return [
        Event(
            key=meeting.pk,
            title=Title.SUPERVISION,
            day=meeting.local_date,
            start=meeting.local_start,
            minutes=meeting.minutes,
            zone=meeting.zone,
            cancelled=meeting.state == MeetingState.CANCELLED,
            revision=meeting.calendar_revision,
            changed_at=meeting.calendar_at,
        )
        for meeting in meetings
    ]
