"""The part of "my data" about what one takes from meetings of several pairs, and what one wrote of others there."""

from datetime import datetime
from typing import Any

from confidential.services import open_all
from foundation.exports import Telling, part
from people.models import User
from supervision.meetings.points.models import MeetingPoints


@part
def export_points(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """What is for `user`, alone or with their partner; and of what they recorded, what they may still open."""
    open_to_user = MeetingPoints.objects.open_to(user, now).with_names()
    rows = open_to_user.order_by("meeting__local_date", "pk")
    yield (rows,)
    words = open_all(rows, viewer=user, now=now)
    return [
        {
            "meeting": row.meeting.local_date.isoformat(),
            "supervisor": row.meeting.supervisor.name,
            "for": [person.name for person in (row.person, row.partner) if person],
            "words": words[row.pk].get("points", ""),
        }
        for row in rows
    ]
