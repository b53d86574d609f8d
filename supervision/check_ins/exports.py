"""The part of "my data" about when one asked to be checked in with."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.check_ins.models import CheckIn


@part
def export(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": when `user` asked, and when somebody had been in touch."""
    asked = CheckIn.objects.filter(person=user).select_related("supervisor").order_by("asked_at", "pk")
    yield (asked,)
    return [
        {
            "asked_at": stamp(check_in.asked_at),
            "supervisor": check_in.supervisor.name if check_in.supervisor else "",
            "answered_at": stamp(check_in.answered_at),
        }
        for check_in in asked
    ]
