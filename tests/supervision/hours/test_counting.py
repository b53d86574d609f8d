"""How a meeting counts, and whether a month had enough: figures from BACP's published rule and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.hours.counting import BACP, FULL, RULES, Asked, Met, Month, Span, by_month, year_to

pytestmark = pytest.mark.once

MINUTES, PRESENT = st.integers(5, 480), st.integers(1, 40)
EVERY_DAY = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def credited(rule: str, minutes: int, present: int) -> int:
    return RULES[rule].credit(minutes, present).minutes


@pytest.mark.parametrize(
    ("rule", "minutes", "present", "counts"),
    [
        (FULL, 60, 1, 60),
        (FULL, 90, 8, 90),
        (BACP, 60, 1, 60),
        (BACP, 90, 2, 45),
        (BACP, 90, 4, 45),
        # The boundary between half and shared out.
        (BACP, 60, 5, 12),
        # BACP's own example: two hours in a group of six are twenty minutes.
        (BACP, 120, 6, 20),
        (BACP, 50, 3, 25),
        # Whole minutes, rounded down.
        (BACP, 45, 2, 22),
        (BACP, 90, 7, 12),
    ],
)
def test_the_published_examples(rule, minutes, present, counts):
    assert credited(rule, minutes, present) == counts


@pytest.mark.parametrize(
    ("present", "why"),
    [
        (1, "all 120 minutes: you met alone"),
        (4, "half of 120 minutes: 4 were supervised together"),
        (6, "120 minutes divided by 6, who were supervised together"),
    ],
)
def test_every_figure_says_how_it_comes_about(present, why):
    assert RULES[BACP].credit(120, present).why == why


@settings(max_examples=60)
@given(minutes=MINUTES, present=PRESENT)
def test_no_rule_gives_more_than_was_spent_nor_more_to_a_larger_group(minutes, present):
    for rule in RULES:
        counts = credited(rule, minutes, present)
        assert 0 <= credited(rule, minutes, present + 1) <= counts <= minutes
        assert credited(rule, minutes + 1, present) >= counts
    assert credited(FULL, minutes, present) == minutes
    assert credited(BACP, minutes, 1) == minutes
    if present >= 5:
        assert credited(BACP, minutes, present) * present <= minutes


def months_of(met: list[tuple[date, int]], asked: Asked, began=date(2025, 1, 1), today=date(2027, 1, 1)):
    rows = [Met(day, minutes, minutes) for day, minutes in met]
    return by_month(rows, year_to(Month(2026, 12)), asked=asked, began=began, today=today)


def test_an_hour_every_three_weeks_is_not_90_minutes_of_each_month():
    met = [(date(2026, 1, 5) + timedelta(weeks=3 * number), 60) for number in range(17)]
    enough = [month.enough for month in months_of(met, Asked(BACP, 90, Span.MONTH))]
    # Two meetings fall into five months of that year; 60 minutes are all that the others have.
    assert (enough.count(True), enough.count(False)) == (5, 7)
    rolling = months_of(met, Asked(BACP, 80, Span.ROLLING), began=date(2026, 1, 1))
    assert (rolling[-1].average, rolling[-1].enough) == (85, True)


def test_a_month_is_looked_at_once_every_day_of_it_was_one_of_supervision():
    asked = Asked(BACP, 90, Span.MONTH)
    months = months_of([], asked, began=date(2026, 3, 2), today=date(2026, 6, 30))
    assert [month.enough for month in months] == [None] * 3 + [False] * 2 + [None] * 7
    assert months_of([], asked, began=date(2026, 3, 1), today=date(2026, 7, 1))[2].enough is False
    assert {month.enough for month in months_of([], Asked(BACP, 0))} == {None}


@settings(max_examples=30)
@given(met=st.lists(st.tuples(EVERY_DAY, MINUTES), max_size=30))
def test_nothing_is_lost_or_counted_twice_between_months(met):
    months = months_of(met, Asked(FULL, 90, Span.ROLLING), began=date(2026, 1, 1))
    assert sum(month.minutes for month in months) == sum(minutes for _day, minutes in met)
    assert months[-1].average == sum(minutes for _day, minutes in met) // 12
    each = months_of(met, Asked(FULL, 90, Span.MONTH))
    assert [month.enough for month in each] == [month.credited >= 90 for month in each]


def test_months_run_over_the_turn_of_a_year():
    assert [str(month) for month in (Month(2026, 1).moved(-1), Month(2026, 12).moved(1))] == ["2025-12", "2027-01"]
    assert [str(year_to(Month(2026, 2))[place]) for place in (0, -1)] == ["2025-03", "2026-02"]
