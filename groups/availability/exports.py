"""What "my data" holds of one's week."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.availability.models import Availability
from groups.availability.queries import by_day
from people.models import User


@part
def availability_of(user: User, now: datetime) -> Telling[dict[str, Any] | None]:
    rows = Availability.objects.filter(person=user)
    yield (rows,)
    return next((_told(row, now) for row in rows), None)


def _told(row: Availability, now: datetime) -> dict[str, Any]:
    return {
        "zone": row.zone,
        "week": {
            str(day.name): [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in day.times] for day in by_day(row, now)
        },
        "not_before": row.not_before.isoformat() if row.not_before else None,
        "not_after": row.not_after.isoformat() if row.not_after else None,
        "grade": str(row.get_grade_display()) if row.grade else None,
        "said": stamp(row.said_at),
        "valid_until": row.valid_until.isoformat(),
    }
