"""What pages say of a joining link without opening it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from groups.joining.models import GroupLink
from groups.joining.window import is_open, opens_at
from groups.models import Facilitation, GroupSession


@dataclass(frozen=True)
class OnSession:
    """What a session's page says: from when the link is there, by the clock where it meets, and whether that is now."""

    is_set: bool
    opens_at: datetime
    is_open: bool


def on_session(session: GroupSession, now: datetime) -> OnSession | None:
    """For those who facilitate it. None where it is over, or was never going to be."""
    if session.state != GroupSession.State.PLANNED or session.ends_at <= now:
        return None
    is_set = GroupLink.objects.filter(group=session.group_id, gone_at=None, text__destroyed_at=None).exists()
    begins = session.starts_at
    opens = opens_at(begins).astimezone(ZoneInfo(session.zone)).replace(tzinfo=None)
    return OnSession(is_set, opens, is_open(begins, session.ends_at, now))


def may_be_known_elsewhere(link: GroupLink) -> bool:
    """Somebody has left the pair, or come to it, since it was set."""
    changed = Q(starts_at__gt=link.set_at) | Q(ends_at__gt=link.set_at)
    return Facilitation.objects.filter(changed, group=link.group_id).exists()
