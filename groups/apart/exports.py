"""What "my data" holds of whom somebody would rather not be paired with: what they wrote, never what others did."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.apart.queries import own_rows
from people.models import User


@part
def not_with(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = own_rows(user, now)
    yield (rows,)
    return [{"name": row.other.name, "said": stamp(row.said_at)} for row in rows]
