"""When a session ends: so long after signing in, whatever happens; and so long after the last sign of life.

The instants stand in the session itself, as seconds since 1970: they hold for every kind of session store.
"""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

# Whatever somebody does meanwhile, this long after signing in they sign in again.
LONGEST = timedelta(hours=12)
LONGEST_ON_A_SHARED_COMPUTER = timedelta(hours=4)
# A sign of life is written down once a minute, not with every request.
PULSE = timedelta(minutes=1)

SHARED_COMPUTER = "shared_computer"
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"


def begin(session: SessionBase, now: datetime) -> None:
    session[SIGNED_IN_AT] = session[SEEN_AT] = now.timestamp()


def show_life(session: SessionBase, now: datetime) -> None:
    if now.timestamp() - session.get(SEEN_AT, 0) >= PULSE.total_seconds():
        session[SEEN_AT] = now.timestamp()


def seconds_left(session: SessionBase, now: datetime, idle_limit: timedelta | None) -> int:
    """Until the session ends if nothing else is asked of the site. Zero or less: it has ended."""
    longest = LONGEST_ON_A_SHARED_COMPUTER if session.get(SHARED_COMPUTER) else LONGEST
    left = _left(session.get(SIGNED_IN_AT), longest, now)
    return min(left, _left(session.get(SEEN_AT), idle_limit, now)) if idle_limit else left


def _left(since: float | None, allowed: timedelta, now: datetime) -> int:
    return int((since or now.timestamp()) + allowed.total_seconds() - now.timestamp())
