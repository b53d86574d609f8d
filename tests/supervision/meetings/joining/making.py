"""A room for a meeting of Sam with Anna and Ben, and a meeting that begins in a moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from groups.joining.addresses import Room
from people.models import User
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.joining.services import set_meeting_link
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.services import plan_meeting
from tests.people import Cast

ADDRESS, PASSCODE = "https://video.example/j/4477", "hornbeam"
ROOM = Room(ADDRESS, PASSCODE)
OTHER_ROOM = Room("https://video.example/j/9000")


def linked(cast: Cast, meeting: SupervisionMeeting, by: User | None = None, room: Room = ROOM) -> MeetingLink:
    return set_meeting_link(meeting=meeting, room=room, by=by or meeting.supervisor, now=cast.now)


def planned_at(cast: Cast, at: datetime, *people: User, supervisor: User | None = None, **how) -> SupervisionMeeting:
    wall = at.astimezone(ZoneInfo(cast.thames.zone))
    return plan_meeting(
        supervisor=supervisor or cast.sam,
        programme=cast.thames,
        people=people or (cast.anna, cast.ben),
        local_date=wall.date(),
        local_start=wall.time().replace(second=0, microsecond=0),
        now=cast.now,
        **how,
    )


def about_to_begin(cast: Cast, *, linked: bool = False) -> SupervisionMeeting:
    meeting = planned_at(cast, cast.now + timedelta(minutes=10))
    if linked:
        set_meeting_link(meeting=meeting, room=ROOM, by=cast.sam, now=cast.now)
    return meeting


def soon_needed(cast: Cast) -> MeetingLink:
    return linked(cast, about_to_begin(cast))
