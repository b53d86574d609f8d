"""What three boxes a day and the half-hours beneath them mean together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groups.availability.blocks import PARTS, entered, ticked_in
from groups.availability.week import DAYS, HALVES, halves_of, week_of
from tests.groups.availability.making import bits

pytestmark = pytest.mark.once

WEEKS = st.sets(st.integers(0, HALVES - 1)).map(week_of)


def parts_of(week: int) -> set[tuple[int, str]]:
    return {(day, key) for day in range(DAYS) for key in ticked_in(week, day)}


@given(WEEKS)
def test_what_is_sent_as_it_was_shown_changes_nothing(week):
    assert entered(week, parts_of(week), halves_of(week)) == week


@given(WEEKS, WEEKS)
def test_half_hours_by_themselves_say_the_whole_week(was, meant):
    assert entered(was, parts_of(was), halves_of(meant)) == meant


@given(WEEKS, st.integers(0, DAYS - 1), st.sampled_from(PARTS))
def test_a_part_that_is_ticked_is_all_of_it_and_nothing_else(was, day, part):
    week = entered(was, parts_of(was) | {(day, part.key)}, halves_of(was))
    assert week == (was | part.on(day))


@given(WEEKS, st.integers(0, DAYS - 1), st.sampled_from(PARTS))
def test_a_part_that_is_unticked_is_gone(was, day, part):
    was |= part.on(day)
    week = entered(was, parts_of(was) - {(day, part.key)}, halves_of(was))
    assert week == was & ~part.on(day)


def test_a_half_hour_is_more_exact_than_its_part():
    """Ticked "Tuesday evening", and taken 20:30 out of it in a second press."""
    evening = entered(0, {(1, "evening")}, [])
    assert evening == bits("tue 18:00-21:00")
    shorter = entered(evening, parts_of(evening), halves_of(bits("tue 18:00-20:30")))
    assert shorter == bits("tue 18:00-20:30")
    assert ticked_in(shorter, 1) == []
