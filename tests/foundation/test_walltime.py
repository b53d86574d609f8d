"""A wall time that the clocks skip is refused with the nearest ones; one that comes twice means the first."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.models import PracticeDay
from foundation.walltime import NoSuchTime, comes_twice, instant_of, refuse_missing_time
from groups.models import GroupSession
from people.models import Programme, User
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.planning import Plan

LONDON = "Europe/London"


@pytest.mark.parametrize(
    ("zone", "day", "start", "before", "after"),
    [
        (LONDON, date(2027, 3, 28), time(1, 30), "00:59", "02:00"),
        (LONDON, date(2027, 3, 28), time(1, 0), "00:59", "02:00"),
        (LONDON, date(2027, 3, 28), time(1, 59, 30), "00:59", "02:00"),
        ("America/New_York", date(2027, 3, 14), time(2, 30), "01:59", "03:00"),
        ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15), "01:59", "02:30"),
        # The clocks change at midnight, so that the nearest earlier time is on another day.
        ("Africa/Cairo", date(2027, 4, 30), time(0, 30), "23:59 (29 April 2027)", "01:00"),
        # A whole day was left out.
        ("Pacific/Apia", date(2011, 12, 30), time(12, 0), "23:59 (29 December 2011)", "00:00 (31 December 2011)"),
    ],
)
def test_a_time_that_the_clocks_skip_is_refused_with_the_nearest_that_exist(zone, day, start, before, after):
    with pytest.raises(NoSuchTime) as refusal:
        refuse_missing_time(day, start, zone)
    assert str(refusal.value).endswith(f"Choose {before} or {after}.")


def test_the_refusal_says_what_the_clocks_do():
    with pytest.raises(NoSuchTime) as refusal:
        refuse_missing_time(date(2027, 3, 28), time(1, 30), LONDON)
    assert str(refusal.value) == (
        "The clocks in London go forward then: there is no 01:30 on 28 March 2027. Choose 00:59 or 02:00."
    )


@pytest.mark.parametrize("start", [time(0, 59), time(2, 0), time(18, 30)])
def test_the_times_around_it_are_taken(start):
    assert refuse_missing_time(date(2027, 3, 28), start, LONDON) is None


def test_a_time_that_comes_twice_is_taken_and_means_the_first():
    day, start = date(2027, 10, 31), time(1, 30)
    assert refuse_missing_time(day, start, LONDON) is None
    assert comes_twice(day, start, LONDON)
    assert instant_of(day, start, LONDON).astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2027, 10, 31), time(0, 59)), (date(2027, 10, 31), time(2, 0)), (date(2027, 3, 28), time(1, 30))],
)
def test_other_times_come_once_or_never(day, start):
    assert not comes_twice(day, start, LONDON)


def offered_instead(wall, zone):
    try:
        refuse_missing_time(wall.date(), wall.time(), zone)
    except NoSuchTime as refusal:
        return [refusal.before, refusal.after]
    return []


def shown_at(wall, zone):
    """What the clock shows at the instant of this wall time."""
    instant = instant_of(wall.date(), wall.time(), zone)
    return instant.astimezone(UTC).astimezone(instant.tzinfo).replace(tzinfo=None)


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.times().map(lambda start: start.replace(second=0, microsecond=0)),
    st.sampled_from([LONDON, "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]),
)
def test_a_time_is_taken_exactly_when_the_clock_shows_it(day, start, zone):
    wall = datetime.combine(day, start)
    offered = offered_instead(wall, zone)
    assert (offered == []) == (shown_at(wall, zone) == wall)
    assert [offered_instead(time_offered, zone) for time_offered in offered] == [[] for _ in offered]
    assert offered == [] or offered[0] < wall < offered[1] <= offered[0] + timedelta(minutes=61)


def plan_of(day, start, minutes):
    programme = Programme(zone=LONDON)
    people = {"supervisor": User(), "programme": programme, "people": ()}
    return Plan(local_date=day, local_start=start, minutes=minutes, **people)


def row_of(model):
    return lambda day, start, minutes: model(local_date=day, local_start=start, minutes=minutes, zone=LONDON)


@pytest.mark.parametrize(
    "made",
    [plan_of, *map(row_of, [GroupSession, SupervisionMeeting, PracticeDay])],
    ids=["plan", "session", "meeting", "day"],
)
@pytest.mark.parametrize(
    ("day", "over"),
    [
        # The clocks go forward at 01:00: three hours after 23:30 of the day before it is 03:30 on the wall.
        (date(2027, 3, 27), datetime(2027, 3, 28, 2, 30, tzinfo=UTC)),
        (date(2027, 6, 30), datetime(2027, 7, 1, 1, 30, tzinfo=UTC)),
        # They go back at 02:00: it is 01:30 for the second time.
        (date(2027, 10, 30), datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),
    ],
)
def test_whatever_takes_three_hours_is_over_three_hours_later(made, day, over):
    assert made(day, time(23, 30), 180).ends_at == over
