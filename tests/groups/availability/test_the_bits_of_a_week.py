"""Weeks as bits, compared with what the clocks themselves say, half-hour by half-hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.availability.week import (
    HALVES,
    QUARTERS,
    WHOLE_RING,
    Local,
    Window,
    as_digits,
    from_digits,
    halves_of,
    has_an_hour,
    in_utc,
    on_clock,
    seasons,
    turned,
    week_of,
    windows,
)
from tests.groups.availability.making import bits

pytestmark = pytest.mark.once

WINTER, SUMMER = seasons(date(2026, 11, 30))
ZONES = ("Europe/London", "Europe/Dublin", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Africa/Lagos")
WEEKS = st.lists(st.integers(0, HALVES - 1), max_size=60).map(week_of)
RINGS = st.integers(0, WHOLE_RING)


def by_the_clock(week: int, zone: str, monday: date) -> set[int]:
    """The quarter-hours of the week in UTC, each half-hour asked of the zone by itself."""
    begins = datetime.combine(monday, time(), UTC)
    found = set()
    for half in halves_of(week):
        wall = datetime.combine(monday, time()) + timedelta(minutes=30 * half)
        since = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) - begins
        first = since // timedelta(minutes=15)
        found |= {first % QUARTERS, (first + 1) % QUARTERS}
    return found


def test_the_named_weeks_are_the_next_of_each_season():
    assert (date(2027, 1, 18), date(2027, 7, 12)) == (WINTER, SUMMER)
    assert seasons(date(2027, 3, 1)) == (date(2028, 1, 17), date(2027, 7, 12))


@given(WEEKS)
def test_digits_hold_every_week(week):
    assert from_digits(as_digits(week)) == week
    assert len(as_digits(week)) == 84


@pytest.mark.parametrize("digits", ["", "0" * 83, "0" * 85, "g" + "0" * 83, "F" * 84, "-" + "0" * 83, " " + "0" * 83])
def test_other_digits_are_no_week(digits):
    with pytest.raises(ValueError, match=f"^{digits}$"):
        from_digits(digits)


def test_no_week_has_a_half_hour_337():
    with pytest.raises(ValueError, match="336"):
        week_of([HALVES])


@settings(deadline=None)
@given(WEEKS, st.sampled_from(ZONES), st.sampled_from([WINTER, SUMMER]))
def test_a_week_in_utc_is_what_the_clock_says(week, zone, monday):
    ring = in_utc(Local(week, zone), monday)
    assert {quarter for quarter in range(QUARTERS) if ring >> quarter & 1} == by_the_clock(week, zone, monday)


@given(WEEKS, st.sampled_from(ZONES), st.sampled_from([WINTER, SUMMER]))
def test_there_and_back_is_the_same_week(week, zone, monday):
    back = on_clock(in_utc(Local(week, zone), monday), zone, monday)
    assert back == in_utc(Local(week, "UTC"), monday)


@given(RINGS, st.integers(-2000, 2000))
def test_a_ring_turns_back(ring, by):
    assert turned(turned(ring, by), -by) == ring


@given(RINGS)
def test_windows_are_every_time_without_a_break(ring):
    found = windows(ring, least=1)
    covered = [(one.begins + step) % QUARTERS for one in found for step in range(one.quarters)]
    assert len(covered) == len(set(covered))
    assert set(covered) == {quarter for quarter in range(QUARTERS) if ring >> quarter & 1}
    if ring != WHOLE_RING:
        assert not any(ring >> (one.begins - 1) % QUARTERS & 1 for one in found)


@given(RINGS)
def test_an_hour_is_found_without_counting_windows(ring):
    assert has_an_hour(ring) == bool(windows(ring))


def test_a_window_goes_over_the_end_of_the_week():
    late, early = bits("sun 23:00-23:30") | 1 << (HALVES - 1), bits("mon 00:00-01:00")
    assert windows(in_utc(Local(late | early, "UTC"), WINTER)) == [Window(QUARTERS - 4, 8)]


def test_a_whole_week_is_one_window():
    assert windows(WHOLE_RING) == [Window(0, QUARTERS)]
    assert windows(0) == []


def test_an_hour_in_winter_may_be_none_in_summer():
    """Lagos has no summer time: six in the evening in both places is an hour in summer alone."""
    london, lagos = Local(bits("tue 18:00-19:00"), "Europe/London"), Local(bits("tue 18:00-19:00"), "Africa/Lagos")
    assert [has_an_hour(in_utc(london, monday) & in_utc(lagos, monday)) for monday in (WINTER, SUMMER)] == [False, True]


def test_a_window_reads_as_on_a_clock():
    (window,) = windows(in_utc(Local(bits("tue 18:00-20:30"), "UTC"), WINTER))
    assert (window.day, f"{window.start:%H:%M}", f"{window.end:%H:%M}") == (1, "18:00", "20:30")
