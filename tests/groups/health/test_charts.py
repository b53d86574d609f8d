"""Where marks stand, how long groups go on, and what the tables beside the charts say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.health.charts import HEIGHT, LEFT, TOP, WIDTH, line, lying, side_by_side, stacked, stairs
from groups.health.counting import Counts, Month
from groups.health.figures import figures_of, last_months
from groups.health.survival import Life, Step, middle, survival

TODAY = date(2026, 11, 30)
COUNTED = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Europe/London"))
NUMBERS = st.lists(st.integers(0, 400), min_size=1, max_size=12)


@settings(max_examples=30)
@given(NUMBERS)
def test_no_mark_stands_outside_its_chart(numbers):
    labels = [str(number) for number in numbers]
    for chart in (side_by_side(labels, [numbers], ["one"]), stacked(labels, [numbers, numbers], ["one", "two"])):
        assert all(bar.x >= LEFT and bar.x + bar.width <= WIDTH for bar in chart.bars)
        assert all(bar.y >= TOP and bar.y + bar.height <= HEIGHT for bar in chart.bars)
    assert all(LEFT <= mark.x <= WIDTH and TOP <= mark.y <= HEIGHT for mark in line(labels, numbers).marks)
    assert all(bar.width <= WIDTH for bar in lying(labels, numbers).bars)


def test_a_stack_fills_the_whole_and_nothing_has_none():
    chart = stacked(["May", "June"], [[1, 0], [3, 0]], ["one", "two"])
    assert [(bar.series, bar.height) for bar in chart.bars] == [(0, 38.5), (1, 115.5)]


def test_a_line_breaks_where_nothing_is_known():
    chart = line(["May", "June", "July", "August"], [5, 6, None, 4])
    assert (len(chart.lines), len(chart.marks)) == (1, 3)


@pytest.mark.parametrize(("most", "top"), [(0, "5"), (5, "5"), (6, "10"), (11, "25"), (26, "50"), (99, "100")])
def test_the_scale_ends_at_a_round_number(most, top):
    assert line(["May"], [most]).words[0].text == top


def test_nothing_at_all_is_an_empty_chart():
    assert (stairs([], 0, ("", "")).lines, lying([], []).bars, line([], []).marks) == ([], [], [])


# How long groups go on ------------------------------------------------------------------------------------------------


def test_groups_that_still_meet_count_for_as_long_as_they_are_known():
    lives = [Life(100, ended=True), Life(150, ended=False), Life(200, ended=True), Life(300, ended=False)]
    assert survival(lives) == [Step(0, 1.0, 4), Step(100, 0.75, 4), Step(200, 0.375, 2)]


def test_the_middle_is_of_eight_groups_or_more():
    ended = [Life(100 * number, ended=True) for number in range(1, 9)]
    assert (middle(ended), middle(ended[:7])) == (400, None)
    assert middle([Life(100, ended=False)] * 8) is None


# What is said beside them ---------------------------------------------------------------------------------------------


def test_the_last_twelve_months_have_their_gaps():
    months = last_months([Month(2025, 11, held=9), Month(2025, 12, held=1), Month(2026, 11, held=2)], TODAY)
    assert [(month.year, month.month, month.held) for month in months if month.held] == [(2025, 12, 1), (2026, 11, 2)]
    assert (len(months), months[0].month) == (12, 12)


def test_each_figure_says_its_numbers_in_a_sentence():
    month = Month(
        2026,
        10,
        held=8,
        nobody=1,
        cancelled=3,
        came=42,
        protected=6,
        daytime=1,
        other=1,
        reasons={"rota": 2, "holiday": 1},
    )
    said = {figure.key: figure.sentence for figure in figures_of(Counts(COUNTED, [month], []), TODAY)}
    assert said == {
        "attendance": "On average 5.2 people came to a session, in 8 sessions of twelve months.",
        "held": "12 sessions were offered in twelve months, and 8 were held.",
        "reasons": "3 sessions were cancelled in twelve months. The commonest reason: rota or service pressure (2).",
        "time": "Of 8 sessions held in twelve months, 75 % were in time agreed for that day.",
        "survival": ("Too few groups have met to say how long half of them go on."),
    }


def test_where_nothing_was_recorded_the_figures_say_so():
    found = {figure.key: figure for figure in figures_of(Counts(COUNTED, [], []), TODAY)}
    assert found["attendance"].sentence == "No session was held in these twelve months."
    assert found["reasons"].sentence == "No session was cancelled in these twelve months."
    assert found["reasons"].rows == []
