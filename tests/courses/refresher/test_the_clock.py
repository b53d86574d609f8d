"""A year from the last time, and as many days more as its clock was stopped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.refresher.clock import Stop, due_on, is_stopped

SINCE, LATER = date(2026, 3, 31), date(2030, 1, 1)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("stops", "due"),
    [
        ([], date(2027, 3, 31)),
        ([Stop(date(2026, 5, 1), date(2026, 5, 10))], date(2027, 4, 10)),
        # Sick while the supervisor was away: each day once.
        ([Stop(date(2026, 5, 1), date(2026, 5, 10)), Stop(date(2026, 5, 6), date(2026, 5, 12))], date(2027, 4, 12)),
        # Before the last time, and after it was due.
        ([Stop(date(2026, 3, 1), date(2026, 3, 31)), Stop(date(2027, 4, 1), date(2027, 6, 1))], date(2027, 3, 31)),
        # It begins before the last time and ends after it.
        ([Stop(date(2026, 3, 1), date(2026, 4, 1))], date(2027, 4, 1)),
        # One that was due within the days that another gave.
        ([Stop(date(2026, 5, 1), date(2026, 5, 10)), Stop(date(2027, 4, 5), date(2027, 4, 6))], date(2027, 4, 12)),
    ],
)
def test_the_days_that_do_not_count(stops, due):
    assert due_on(SINCE, stops, LATER) == due


def test_the_last_of_a_month_stays_in_its_month():
    assert due_on(date(2028, 2, 29), [], LATER) == date(2029, 2, 28)


def test_an_open_stop_moves_the_day_on_with_each_day():
    stops = [Stop(date(2026, 6, 1), None)]
    assert [due_on(SINCE, stops, date(2026, 6, day)) for day in (1, 2, 30)] == [
        date(2027, 4, 1),
        date(2027, 4, 2),
        date(2027, 4, 30),
    ]
    assert (is_stopped(stops, date(2026, 5, 31)), is_stopped(stops, LATER)) == (False, True)


def test_what_lies_ahead_has_stopped_nothing_yet():
    stops = [Stop(date(2026, 6, 1), date(2026, 6, 10))]
    assert due_on(SINCE, stops, date(2026, 5, 31)) == date(2027, 3, 31)


DAYS = st.dates(SINCE - 60 * A_DAY, SINCE + 500 * A_DAY)
STOPS = st.lists(st.builds(lambda first, days: Stop(first, first + days * A_DAY), DAYS, st.integers(0, 90)), max_size=6)


@given(stops=STOPS, extra=STOPS)
def test_a_stop_never_brings_it_forward_and_gives_no_more_than_its_days(stops, extra):
    without, with_them = (due_on(SINCE, some, LATER) for some in (stops, stops + extra))
    days = sum((stop.last - stop.first + A_DAY).days for stop in extra)
    assert timedelta() <= with_them - without <= max(days, 0) * A_DAY + _chained(stops)


def _chained(stops):
    """One that moves the day on may bring in those that lay behind it."""
    return sum((stop.last - stop.first + A_DAY for stop in stops), timedelta())
