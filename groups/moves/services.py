"""The one door to a group's state: it changes together with the row that says why."""

from datetime import date, datetime

from django.db.models import Max

from foundation.lines import line_or_refusal
from groups.models import PeerGroup
from groups.moves.models import NEED_A_REASON, GroupMove, Reason
from people.models import User


def record_move(
    *,
    group: PeerGroup,
    to: str,
    by: User | None,
    now: datetime,
    reason: str = "",
    word: str = "",
    last_day: date | None = None,
) -> GroupMove:
    """Give `group` the state `to`. Whether that follows has been asked before, and the group is locked."""
    last = GroupMove.objects.filter(group=group).aggregate(number=Max("number"))["number"]
    move = GroupMove.objects.create(
        group=group,
        number=(last or 0) + 1,
        before=group.state,
        state=to,
        reason=(reason or Reason.UNSAID) if to in NEED_A_REASON else "",
        word=line_or_refusal(word),
        last_day=last_day,
        by=by,
        at=now,
    )
    group.state = to
    group.save(update_fields=["state"])
    return move


def open_history(*, group: PeerGroup, by: User | None, now: datetime) -> None:
    """The first line of a group that was set up just now."""
    GroupMove.objects.create(group=group, number=1, state=group.state, by=by, at=now)
