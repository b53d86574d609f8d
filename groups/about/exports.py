"""What somebody said about groups, for "my data"."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.about.models import GroupChange
from people.models import User


@part
def group_changes_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    changes = GroupChange.objects.filter(by=user).select_related("group").order_by("at", "pk")
    yield (changes,)
    return [
        {
            "group": change.group.code_name,
            "what": str(change.get_what_display()),
            "before": change.before,
            "after": change.after,
            "changed": stamp(change.at),
        }
        for change in changes
    ]
