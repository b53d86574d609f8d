"""What on a desk needs the supervisor now: at the top of it, each with where one acts. No words of anybody."""

from dataclasses import dataclass
from datetime import datetime

from supervision.desk.queries import TWO_WEEKS, Desk, Supervisee
from supervision.logs.models import LogReply, LogVersion

# Of each kind: the pairs below have all of them.
A_FEW = 4


@dataclass(frozen=True)
class Needs:
    """Beside concerns, check-ins and meetings to record, which are shown whole."""

    overdue: list[Supervisee]
    unread: list[LogVersion]
    replies: list[LogReply]

    @property
    def more(self) -> int:
        """How many are only below."""
        return sum(max(len(kind) - A_FEW, 0) for kind in (self.overdue, self.unread, self.replies))

    def __bool__(self) -> bool:
        return bool(self.overdue or self.unread or self.replies)


def needs_of(desk: Desk, now: datetime) -> Needs:
    """Overdue by what was agreed, unread for more than two weeks, and replies that nobody opened yet."""
    waiting = [version for pair in desk.pairs for version in pair.waiting]
    unread = [version for version in waiting if version.shared_at < now - TWO_WEEKS]
    return Needs(
        overdue=[supervisee for pair in desk.pairs for supervisee in pair.overdue],
        unread=sorted(unread, key=lambda version: (version.shared_at, str(version.pk))),
        replies=[reply for pair in desk.pairs for reply in pair.replies],
    )
