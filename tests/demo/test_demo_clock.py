"""The demo has a meeting today that is still ahead, whenever somebody starts it."""

from datetime import datetime, time, timedelta

import pytest

from demo.clock import ZONE, DemoClock
from tests.running import until_a_whole_day


@pytest.mark.parametrize(
    ("hour", "minute", "start"),
    [
        (9, 0, time(17, 30)),
        (17, 29, time(17, 30)),
        (17, 30, time(18, 0)),
        (19, 20, time(19, 30)),
        (23, 20, time(23, 30)),
        (23, 30, time(23, 59)),
        (23, 45, time(23, 59)),
    ],
)
def test_a_meeting_at_half_past_five_or_soon(hour, minute, start):
    seeded = datetime(2026, 11, 26, hour, minute, tzinfo=ZONE)
    assert DemoClock(seeded).still_today(time(17, 30)) == start


@pytest.mark.parametrize(
    ("hour", "minute", "wait"),
    [
        (0, 0, timedelta()),
        (23, 45, timedelta()),
        (23, 46, timedelta(minutes=14)),
        (23, 59, timedelta(minutes=1)),
    ],
)
@pytest.mark.parametrize("month", [7, 11], ids=["in summer time", "in winter"])
def test_browser_tests_do_not_begin_just_before_midnight(month, hour, minute, wait):
    assert until_a_whole_day(datetime(2026, month, 26, hour, minute, tzinfo=ZONE)) == wait
