"""The table of bank holidays: which days, for whom, and when it must be renewed."""

from datetime import date, timedelta

import pytest

from groups.series.bank_holidays import BY_NATION, RENEW_BY, bank_holidays
from groups.series.checks import overdue

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("nation", "count"), [("England", 10), ("Wales", 10), ("Scotland", 12), ("Northern Ireland", 12)]
)
def test_2027_has_as_many_as_gov_uk_says_with_the_weekend_days_beside_them(nation, count):
    assert len([day for day in bank_holidays(nation) if day.year == 2027]) == count


@pytest.mark.parametrize(
    ("nation", "day", "is_off"),
    [
        ("England", date(2027, 8, 30), True),
        ("Scotland", date(2027, 8, 30), False),
        ("Scotland", date(2026, 11, 30), True),
        ("Northern Ireland", date(2027, 7, 12), True),
        ("England", date(2027, 7, 12), False),
        ("Jersey", date(2027, 12, 25), False),
    ],
)
def test_each_nation_has_its_own(nation, day, is_off):
    assert (day in bank_holidays(nation)) == is_off


def test_every_nation_reaches_to_the_end_of_the_table():
    assert {max(days).year for days in BY_NATION.values()} == {2028}


def test_the_check_speaks_from_the_day_on_which_the_table_must_be_renewed():
    assert overdue(RENEW_BY - timedelta(days=1)) == []
    assert [message.id for message in overdue(RENEW_BY)] == ["groups.W001"]


def test_twelve_weeks_ahead_of_the_last_renewal_are_still_in_it():
    assert RENEW_BY + timedelta(weeks=12) < date(2028, 12, 31)
