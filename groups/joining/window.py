"""When a joining link may be seen: from half an hour before what it is for begins, until that ends."""

from datetime import UTC, datetime, timedelta

OPENS_BEFORE = timedelta(minutes=30)


def opens_at(starts_at: datetime) -> datetime:
    # On the clock of the world: half an hour of wall time may be an hour and a half.
    return starts_at.astimezone(UTC) - OPENS_BEFORE


def is_open(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    return opens_at(starts_at) <= now < ends_at
