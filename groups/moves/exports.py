"""What somebody decided about groups, for "my data"."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from groups.moves.models import GroupMove
from people.models import User


@part
def group_moves_of(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    decided = GroupMove.objects.filter(by=user).select_related("group").order_by("at", "pk")
    yield (decided,)
    return [
        {
            "group": move.group.code_name,
            "became": str(move.get_state_display()),
            "why": str(move.get_reason_display()),
            "a_line_about_it": move.word,
            "last_day": move.last_day.isoformat() if move.last_day else None,
            "decided": stamp(move.at),
        }
        for move in decided
    ]
