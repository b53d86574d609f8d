"""The part of "my data" about who was put right at a meeting."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.meetings.models import AttendanceAddendum


@part
def export(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": what was added about `user`, and what they added about others as a supervisor."""
    own_rows = AttendanceAddendum.objects.filter(person=user) | AttendanceAddendum.objects.filter(by=user)
    addenda = own_rows.select_related("meeting", "person", "by").order_by("at", "number", "pk")
    yield (addenda,)
    return [
        {
            "meeting": addendum.meeting.local_date.isoformat(),
            "person": addendum.person.name,
            "was_there": addendum.came,
            "how_known": addendum.get_reason_display(),
            "by": addendum.by.name,
            "at": stamp(addendum.at),
        }
        for addendum in addenda
    ]
