"""The demo has a meeting today that is still ahead, whenever somebody starts it."""

from datetime import datetime, time

import pytest

from demo.clock import ZONE, DemoClock


@pytest.mark.parametrize(
    ("hour", "minute", "start"),
    [
        (9, 0, time(17, 30)),
        (17, 29, time(17, 30)),
        (17, 30, time(18, 0)),
        (19, 20, time(19, 30)),
        (23, 20, time(23, 30)),
        (23, 45, time(23, 30)),
    ],
)
def test_a_meeting_at_half_past_five_or_soon(hour, minute, start):
    seeded = datetime(2026, 11, 26, hour, minute, tzinfo=ZONE)
    assert DemoClock(seeded).still_today(time(17, 30)) == start
