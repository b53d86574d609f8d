"""A day that somebody types lies in years that happen, in every form."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from foundation.fields import DayField
from tests.guards.repository import named, our_python

BARE = "forms." + "DateField"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        ("24 Nov 2026", date(2026, 11, 24)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
    ],
)
def test_a_day_is_read(typed, day):
    assert DayField().clean(typed) == day


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "2200-01-01", "1899-12-31", "01/01/0202"])
def test_a_year_in_which_nothing_happens_is_asked_about(typed):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == ["Check the year. It can be from 1900 to 2199."]


def test_no_form_takes_a_day_by_another_field():
    assert [named(path) for path in our_python() if f"{BARE}(" in path.read_text()] == []
