"""What "my data" holds of the problems that somebody reported."""

from datetime import datetime
from typing import Any

from courses.problems.models import ProblemReport
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def reports(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = ProblemReport.objects.visible_to(user, now).select_related("step").order_by("sent_at", "pk")
    yield (rows,)
    return [
        {"step": row.step.title, "words": row.text, "sent": stamp(row.sent_at), "settled": stamp(row.settled_at)}
        for row in rows
    ]
