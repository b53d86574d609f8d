"""When the next supervision is due: by weeks or by sessions, whichever comes first; absence stops the clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.refresher.clock import Stop
from supervision.rhythm.pace import Pace, Rhythm, State

pytestmark = pytest.mark.once

MET = date(2026, 3, 2)


def after(days: int) -> date:
    return MET + timedelta(days=days)


def rhythm(today: int, **more) -> Rhythm:
    return Rhythm(since=MET, today=after(today), last=MET, **more)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (0, State.IN_TIME),
        (13, State.IN_TIME),
        # Two weeks ahead, so that a time can be found.
        (14, State.DUE),
        (28, State.DUE),
        (42, State.DUE),
        (43, State.OVERDUE),
    ],
)
def test_monthly_is_due_after_four_weeks_and_overdue_two_weeks_later(days, state):
    assert (rhythm(days).due, rhythm(days).state) == (after(28), state)


def test_the_fourth_session_makes_it_due_before_the_month_is_over():
    weekly = [after(days) for days in (3, 9, 12, 15, 18)]
    found = rhythm(16, sessions=weekly)
    assert (found.due, found.by_sessions, found.overdue_after) == (after(15), True, after(29))
    assert rhythm(16, sessions=weekly[:3]).due == after(28)
    assert rhythm(16, sessions=weekly, pace=Pace(sessions=0)).due == after(28)


def test_a_session_on_the_day_of_the_meeting_or_before_is_not_counted():
    assert rhythm(16, sessions=[after(-1), MET, after(5), after(6), after(7)]).due == after(28)


def test_ten_days_away_put_it_off_by_ten_days_and_it_is_not_overdue():
    away = [Stop(after(20), after(29))]
    assert rhythm(25, stops=away).state == State.AWAY
    assert rhythm(60, stops=away).due == after(38)
    # Away once it was due: the time after which it is overdue stands still too.
    late = [Stop(after(30), after(39))]
    assert (rhythm(60, stops=late).due, rhythm(60, stops=late).overdue_after) == (after(28), after(52))


def test_sessions_while_the_supervisor_is_away_do_not_make_it_due():
    away = [Stop(after(1), after(14))]
    sessions = [after(days) for days in (2, 5, 9, 12)]
    assert rhythm(16, sessions=sessions, stops=away).due == after(42)


def test_an_absence_without_an_end_stops_it_for_as_long():
    assert {rhythm(days, stops=[Stop(after(5), None)]).state for days in (5, 50, 500)} == {State.AWAY}


def test_it_waits_for_a_date_only_where_none_is_planned():
    assert [rhythm(days).waits for days in (13, 14, 43)] == [False, True, True]
    assert rhythm(43, next=after(50)).waits is False


DAYS = st.integers(1, 120)


@settings(max_examples=40)
@given(
    sessions=st.lists(DAYS, max_size=8),
    first=st.integers(-20, 90),
    length=st.integers(0, 30),
    weeks=st.integers(1, 12),
    today=DAYS,
)
def test_absence_never_makes_it_sooner_and_sessions_never_later(sessions, first, length, weeks, today):
    pace, held = Pace(weeks=weeks), [after(day) for day in sessions]
    stops = [Stop(after(first), after(first + length))]
    plain = rhythm(today, pace=pace)
    assert rhythm(today, pace=pace, sessions=held).due <= plain.due
    assert rhythm(today, pace=pace, stops=stops).due >= plain.due
    with_both = rhythm(today, pace=pace, sessions=held, stops=stops)
    assert with_both.due >= rhythm(today, pace=pace, sessions=held).due
    assert with_both.overdue_after >= with_both.due
