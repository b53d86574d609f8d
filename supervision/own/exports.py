"""The days of supervision of one's own, for "my data"."""

from datetime import datetime

from foundation.exports import Telling, part
from people.models import User
from supervision.own.queries import own_days


@part
def own_supervision(user: User, now: datetime) -> Telling[list[str]]:
    rows = own_days(user, now)
    yield (rows,)
    return [row.day.isoformat() for row in rows]
