"""For which sessions somebody said that they cannot come, for "my data"."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.apologies.models import Apology
from people.models import User


@part
def apologies_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    apologies = Apology.objects.filter(person=user).select_related("session__group").order_by("at", "pk")
    yield (apologies,)
    return [
        {
            "group": apology.session.group.code_name,
            "session": f"{apology.for_date.isoformat()} {apology.for_start:%H:%M}",
            "said": stamp(apology.at),
        }
        for apology in apologies
    ]
