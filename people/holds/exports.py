"""What "my data" holds of notices that waited."""

from datetime import datetime

from foundation.days import stamp
from foundation.exports import Telling, part
from people.holds.models import NoticeHold
from people.models import User


@part
def notices_held(user: User, _now: datetime) -> Telling[list[dict[str, str | None]]]:
    """When notices about `user` were held, and why."""
    holds = NoticeHold.objects.filter(person=user).select_related("placed_by").order_by("placed_at", "pk")
    yield (holds,)
    return [
        {
            "placed_at": stamp(hold.placed_at),
            "reason": hold.reason,
            "placed_by": hold.placed_by.name,
            "telephoned_at": stamp(hold.telephoned_at),
        }
        for hold in holds
    ]
