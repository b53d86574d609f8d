"""What a group needs, by what is known of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from groups.health.needs import Known, Need, needs_of

TODAY = date(2026, 11, 30)
# It met four days ago and meets again; as many come as ever.
WELL = Known(
    state="running",
    paired=2,
    weeks=2,
    next_day=TODAY + timedelta(days=10),
    last_met=TODAY - timedelta(days=4),
    came=(6, 5, 7, 6, 6, 7),
    alone=(False, False, True, False),
    states=("held", "cancelled"),
)


@pytest.mark.parametrize(
    ("changed", "needs"),
    [
        ({}, []),
        ({"paired": 0}, [Need.NO_PAIR]),
        ({"paired": 1}, [Need.HALF_A_PAIR]),
        ({"last_met": TODAY - timedelta(weeks=6)}, []),
        ({"last_met": TODAY - timedelta(weeks=6, days=1)}, [Need.NOT_MET]),
        ({"last_met": TODAY - timedelta(weeks=4), "weeks": 1}, [Need.NOT_MET]),
        ({"last_met": TODAY - timedelta(weeks=12), "weeks": 4}, []),
        ({"last_met": TODAY - timedelta(weeks=7), "weeks": None}, [Need.NOT_MET]),
        ({"next_day": None}, [Need.NO_NEXT]),
        ({"states": ("cancelled", "cancelled")}, [Need.CANCELLED]),
        ({"states": ("cancelled",)}, []),
        ({"states": ("cancelled", "nobody_came")}, []),
        ({"alone": (True, False, False, True)}, [Need.SOLO]),
        ({"came": (5, 5, 4, 6, 6, 6)}, []),
        ({"came": (4, 4, 4, 6, 6, 6)}, [Need.FALLING]),
        ({"came": (1, 1, 1, 6, 6)}, []),
        ({"time_until": TODAY + timedelta(weeks=8)}, [Need.LAPSING]),
        ({"time_until": TODAY + timedelta(weeks=8, days=1)}, []),
        ({"time_until": TODAY - timedelta(days=1)}, [Need.LAPSING]),
        ({"state": "ending"}, [Need.ENDING]),
        ({"state": "paused", "next_day": None, "last_met": None}, []),
        ({"state": "recruiting", "paired": 0, "next_day": None, "last_met": None}, [Need.NO_PAIR]),
        ({"state": "ended", "paired": 0, "next_day": None}, []),
    ],
)
def test_each_need_begins_where_it_is_said_to(changed, needs):
    assert needs_of(replace(WELL, **changed), TODAY) == needs


def test_a_group_that_has_never_met_needs_a_session_and_is_not_late():
    new = Known(state="running", paired=2)
    assert needs_of(new, TODAY) == [Need.NO_NEXT]


def test_all_that_is_needed_is_told_the_most_pressing_first():
    lost = replace(WELL, paired=1, next_day=None, last_met=date(2026, 1, 8), states=("cancelled", "cancelled"))
    assert needs_of(lost, TODAY) == [Need.HALF_A_PAIR, Need.NOT_MET, Need.NO_NEXT, Need.CANCELLED]


def test_averages_are_to_the_nearest_whole():
    assert (replace(WELL, came=(5, 5, 4, 6, 7, 7)).lately, WELL.before) == (5, 6)
    assert replace(WELL, came=(5, 5)).lately is None
