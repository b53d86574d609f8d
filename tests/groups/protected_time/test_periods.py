"""What was agreed for a day holds of that day, whatever is agreed or withdrawn later."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from groups.protected_time.models import Standing
from groups.protected_time.periods import Period, agreed_periods

ALDER, BIRCH, MATTER = UUID(int=1), UUID(int=2), UUID(int=9)
BEGIN = date(2026, 1, 1)


def fact(number, standing, first, last=None, *, group=ALDER, matter=MATTER):
    day = lambda days: None if days is None else BEGIN + timedelta(days=days)  # noqa: E731
    return SimpleNamespace(
        matter=matter, number=number, standing=standing, group_id=group, starts_on=day(first), ends_on=day(last)
    )


def days_of(periods, group=ALDER):
    return [day for day in range(100) if any(period.covers(group, BEGIN + timedelta(days=day)) for period in periods)]


def test_asked_for_is_not_agreed():
    assert agreed_periods([fact(1, Standing.ASKED, 0, 50), fact(2, Standing.DECLINED, 0, 50)]) == []


def test_withdrawn_from_a_day_on():
    periods = agreed_periods([fact(1, Standing.AGREED, 10, 50), fact(2, Standing.WITHDRAWN, 30)])
    assert periods == [Period(ALDER, BEGIN + timedelta(days=10), BEGIN + timedelta(days=29))]


def test_withdrawn_before_it_began_is_nothing():
    assert agreed_periods([fact(1, Standing.AGREED, 10, 50), fact(2, Standing.WITHDRAWN, 10)]) == []


def test_one_matter_does_not_cut_another():
    periods = agreed_periods(
        [
            fact(1, Standing.AGREED, 0, 9),
            fact(1, Standing.AGREED, 20, 29, matter=UUID(int=8)),
            fact(2, Standing.WITHDRAWN, 5),
        ]
    )
    assert days_of(periods) == [*range(5), *range(20, 30)]


def test_of_all_groups_and_of_one():
    whole, own = fact(1, Standing.AGREED, 0, 3, group=None), fact(1, Standing.AGREED, 5, 6, matter=UUID(int=8))
    assert [days_of(agreed_periods([whole, own]), group) for group in (ALDER, BIRCH)] == [
        [0, 1, 2, 3, 5, 6],
        [0, 1, 2, 3],
    ]


@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 60), st.integers(0, 30)).map(
            lambda drawn: (
                (Standing.AGREED, drawn[1], drawn[1] + drawn[2]) if drawn[0] else (Standing.WITHDRAWN, drawn[1], None)
            )
        ),
        max_size=8,
    )
)
def test_as_if_each_day_were_told_one_fact_after_another(told):
    """A plain calendar of days, filled and cleared in order, says the same."""
    calendar: set[int] = set()
    for _standing, first, last in told:
        calendar = (
            calendar | set(range(first, last + 1)) if last is not None else {day for day in calendar if day < first}
        )
    facts = [fact(number, *words) for number, words in enumerate(told, start=1)]
    assert days_of(agreed_periods(facts)) == sorted(calendar)
