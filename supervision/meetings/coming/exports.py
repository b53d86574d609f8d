"""The part of "my data" about what one said before meetings."""

from datetime import datetime
from typing import Any

from confidential.services import open_all
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.models import MeetingAttendee


@part
def export_before(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": that `user` could not come, another time that they suggested, the line that they wrote."""
    places = MeetingAttendee.objects.filter(person=user, said_at__isnull=False).select_related("meeting")
    places = places.order_by("meeting__local_date", "pk")
    lines = MeetingLine.objects.filter(author=user).select_related("text").order_by("at", "pk")
    yield places, lines
    words = open_all(lines, viewer=user, now=now)
    written = {line.meeting_id: words[line.pk].get("line", "") for line in lines}
    return [
        {
            "meeting": place.meeting.local_date.isoformat(),
            "says": place.says,
            "suggested": f"{place.other_date} {place.other_start:%H:%M}" if place.other_start else "",
            "line": written.get(place.meeting_id, ""),
            "said_at": stamp(place.said_at),
        }
        for place in places
    ]
