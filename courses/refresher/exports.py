"""What "my data" holds of refreshers."""

from datetime import datetime
from typing import Any

from courses.refresher.models import Refresher, RefresherPause
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def refreshers(user: User, now: datetime) -> Telling[dict[str, Any]]:
    done = Refresher.objects.visible_to(user, now).select_related("said_to").order_by("said_on", "pk")
    pauses = RefresherPause.objects.visible_to(user, now).order_by("first_day", "pk")
    yield done, pauses
    return {
        "done": [
            {
                "on": row.said_on.isoformat(),
                "said_to": row.said_to.name if row.said_to else None,
                "confirmed": stamp(row.confirmed_at),
            }
            for row in done
        ],
        "away": [
            {"from": row.first_day.isoformat(), "until": row.last_day.isoformat() if row.last_day else None}
            for row in pauses
        ],
    }
