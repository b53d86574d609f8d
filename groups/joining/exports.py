"""Which joining links somebody set, for "my data": when, and for which group. The address itself is the programme's."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.joining.models import GroupLink
from people.models import User


@part
def joining_links_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    links = GroupLink.objects.filter(set_by=user).select_related("group").order_by("set_at", "pk")
    yield (links,)
    return [
        {
            "group": link.group.code_name,
            "set": stamp(link.set_at),
            "taken_away": stamp(link.gone_at) if link.gone_at else None,
        }
        for link in links
    ]
