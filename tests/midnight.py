"""A test begins and ends on one day: what it expects of today and what a page says of it would differ else."""

import time
from datetime import UTC, datetime, timedelta

from foundation.days import local_day

# Longer than nearly every test.
A_TEST = timedelta(minutes=1)
ZONES = ("", "UTC")


def begin_on_the_day_on_which_it_ends() -> None:
    while ends_within(A_TEST, datetime.now(UTC)):
        time.sleep(1)


def ends_within(length: timedelta, now: datetime) -> bool:
    """Whether a day ends, here or in UTC, in the `length` after `now`."""
    return any(local_day(now, zone) != local_day(now + length, zone) for zone in ZONES)
