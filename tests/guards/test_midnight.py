"""No test is under way when a day ends (`tests/midnight.py`)."""

from datetime import UTC, datetime

import pytest

from tests.midnight import A_TEST, ends_within


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        # In winter both days end at once, in summer ours an hour earlier.
        (datetime(2026, 11, 30, 23, 59, 30, tzinfo=UTC), True),
        (datetime(2026, 7, 1, 22, 59, 30, tzinfo=UTC), True),
        (datetime(2026, 7, 1, 23, 59, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 58, 30, tzinfo=UTC), False),
        (datetime(2026, 12, 1, tzinfo=UTC), False),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), False),
    ],
)
def test_a_minute_before_a_day_ends_a_test_waits(now, ends):
    assert ends_within(A_TEST, now) is ends
