"""What may be said of few people. The properties are held against every series of quarters, not against examples."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.suppression import Quarter, Rules, Span, disjoint_spans, shown_count, shown_mean

RULES = Rules()
START = Quarter(2026, 1)


def rules() -> st.SearchStrategy[Rules]:
    return st.builds(Rules, least=st.integers(8, 40), round_to=st.integers(5, 50))


def quarters(how_many: int) -> list[Quarter]:
    listed = [START]
    while len(listed) <= how_many:
        listed.append(listed[-1].following)
    return listed


def by_quarter(counts: list[int]) -> dict[Quarter, int]:
    return dict(zip(quarters(len(counts)), counts, strict=False))


def covered(counts: list[int], ended: int, rule: Rules) -> tuple[int, ...]:
    """How many people stand behind each figure that is shown once `ended` quarters are over."""
    people = by_quarter(counts)
    spans = disjoint_spans(people, quarters(ended)[ended], rule)
    return tuple(sum(count for quarter, count in people.items() if span.holds(quarter)) for span in spans)


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (100, 100), (102, 100)],
)
def test_counts_as_the_rule_has_them(people, shown):
    assert shown_count(people, RULES) == shown


def test_a_mean_needs_eight():
    assert shown_mean([6] * 7, 0, 10, RULES) is None
    assert shown_mean([6] * 8, 0, 10, RULES) == 6.0
    assert shown_mean([6] * 7 + [8], 0, 10, RULES) == 6.5


@pytest.mark.parametrize(("value", "shown"), [(10, 9.5), (0, 0.5)])
def test_a_mean_never_tells_that_all_gave_the_same_end(value, shown):
    assert shown_mean([value] * 30, 0, 10, RULES) == shown


@pytest.mark.parametrize("wrong", [{"least": 7}, {"round_to": 4}, {"least": 0, "round_to": 10}])
def test_the_rules_are_only_ever_stricter(wrong):
    with pytest.raises(ValueError, match="8 people or more"):
        Rules(**wrong)


def test_quarters_follow_each_other():
    assert [Quarter.of(date(2026, month, 1)).number for month in range(1, 13)] == [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3
    assert (Quarter(2026, 4).following, Quarter(2026, 2).first_day) == (Quarter(2027, 1), date(2026, 4, 1))
    assert Quarter(2026, 4).last_month == date(2026, 12, 1)


def test_a_thin_quarter_waits_for_those_that_follow():
    people = by_quarter([3, 5, 9, 2])
    assert disjoint_spans(people, Quarter(2027, 1), RULES) == [
        Span(Quarter(2026, 1), Quarter(2026, 2)),
        Span(Quarter(2026, 3), Quarter(2026, 3)),
    ]


def test_the_quarter_that_runs_is_not_shown():
    assert disjoint_spans({START: 50}, START, RULES) == []
    assert disjoint_spans({}, START, RULES) == []


@given(people=st.integers(0, 10_000), rule=rules())
def test_no_count_is_exact_or_of_few(people, rule):
    shown = shown_count(people, rule)
    assert (shown is None) == (0 < people < rule.least)
    if shown is not None:
        assert shown % rule.round_to == 0
        assert (shown == 0) == (people == 0)
        assert abs(shown - people) <= rule.round_to


@given(values=st.lists(st.integers(0, 10), max_size=60), rule=rules())
def test_a_mean_is_near_the_true_one_and_inside_the_scale(values, rule):
    shown = shown_mean(values, 0, 10, rule)
    assert (shown is None) == (len(values) < rule.least)
    if shown is not None:
        assert 0.5 <= shown <= 9.5
        assert abs(shown - sum(values) / len(values)) <= 0.5


@given(counts=st.lists(st.integers(0, 30), max_size=24), rule=rules())
def test_each_person_stands_behind_one_figure_at_most_and_never_among_few(counts, rule):
    people = by_quarter(counts)
    spans = disjoint_spans(people, quarters(len(counts))[len(counts)], rule)
    for earlier, later in pairwise(spans):
        assert earlier.last < later.first
    assert all(size >= rule.least for size in covered(counts, len(counts), rule))


@given(counts=st.lists(st.integers(0, 30), min_size=1, max_size=24), data=st.data(), rule=rules())
def test_what_two_looks_differ_by_is_never_a_few_people(counts, data, rule):
    """The differencing attack: look, wait some quarters, look again, and take one from the other."""
    first = data.draw(st.integers(0, len(counts)))
    second = data.draw(st.integers(first, len(counts)))
    then, now = covered(counts, first, rule), covered(counts, second, rule)
    assert now[: len(then)] == then
    assert all(size >= rule.least for size in now[len(then) :])
