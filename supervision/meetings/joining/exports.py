"""Which meetings somebody set a joining link for, for "my data". The address itself is the programme's."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.meetings.joining.models import MeetingLink


@part
def meeting_links_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    links = MeetingLink.objects.filter(set_by=user).select_related("meeting").order_by("set_at", "pk")
    yield (links,)
    return [
        {
            "meeting": link.meeting.local_date.isoformat(),
            "set": stamp(link.set_at),
            "taken_away": stamp(link.gone_at) if link.gone_at else None,
        }
        for link in links
    ]
