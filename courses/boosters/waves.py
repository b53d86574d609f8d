"""When questions come back: 2, 8 and 26 weeks after somebody was authorised. Pure."""

from datetime import datetime, timedelta

WEEKS = (2, 8, 26)
# The last set waits so long, counted like the others; then nobody is reminded of it any more.
OVER = 52


def open_wave(authorised_at: datetime, now: datetime) -> int | None:
    """The weeks of the set that waits at `now`: until the next one comes. None before the first and after the last."""
    passed = now - authorised_at
    if passed >= timedelta(weeks=OVER):
        return None
    return next((weeks for weeks in reversed(WEEKS) if passed >= timedelta(weeks=weeks)), None)
