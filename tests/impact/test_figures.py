"""What a coordinator and a governance lead see: averages of many, one change, and who answered at all."""

import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.confidence.intervals import interval_of
from foundation.suppression import Quarter
from groups.models import Facilitation, PeerGroup
from impact.figures import word_figures
from impact.items import SESSION_ITEMS
from impact.services import give_word
from impact.twice.figures import twice_figures
from impact.twice.models import Wave
from impact.twice.services import answer_wave
from people.models import Appointment, Role
from tests.impact.saying import text
from tests.impact.twice import code_of, told
from tests.people import make_people

FIGURES = "/programme/word/figures/"
NAMES = ("Ines Aa", "Omar Bb", "Lucy Cc", "Ravi Dd", "Noor Ee", "Jack Ff")
JANUARY, MAY = datetime(2026, 1, 12, 12, tzinfo=UTC), datetime(2026, 5, 11, 12, tzinfo=UTC)
# Of the table of Student's t: 97.5 % for these degrees of freedom.
TABLE = {19: 2.093, 20: 2.086, 21: 2.080, 22: 2.074, 23: 2.069, 24: 2.064, 29: 2.045, 39: 2.023, 59: 2.001}


@pytest.fixture
def now() -> datetime:
    """In the fourth quarter of 2026."""
    return datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def enough(cast) -> None:
    """Three groups and eight facilitators more."""
    since = cast.now - timedelta(days=300)
    groups = [PeerGroup.objects.create(programme=cast.thames, code_name=f"Oak {n}", state="running") for n in range(3)]
    for number, person in enumerate(make_people(*NAMES).values()):
        Appointment.objects.create(person=person, role=Role.FACILITATOR, programme=cast.thames, starts_at=since)
        Facilitation.objects.create(group=groups[number // 2], person=person, place=number % 2 + 1, starts_at=since)


def twenty_pairs(cast, count=20, first=7, later=(4, 6)) -> None:
    for number in range(count):
        told(cast.thames, Wave.FIRST, first, code_of(number), JANUARY)
        told(cast.thames, Wave.LATER, later[number % 2], code_of(number), MAY)


def words(cast, count, **answers: int) -> None:
    for number in range(count):
        numbers = {item.key: 5 + number % 2 for item in SESSION_ITEMS} | answers
        give_word(key=uuid4(), programme=cast.thames, answers=numbers, lonely="", now=MAY)


# The one change -------------------------------------------------------------------------------------------------------


def test_nineteen_pairs_are_too_few_to_tell_and_twenty_are_told(cast, enough):
    twenty_pairs(cast, 19)
    assert twice_figures(cast.thames, cast.now).changes == []
    told(cast.thames, Wave.FIRST, 7, code_of(19), JANUARY)
    told(cast.thames, Wave.LATER, 6, code_of(19), MAY)
    (change,) = twice_figures(cast.thames, cast.now).changes
    assert (change.people, change.change.mean) == (20, -2.0)
    # Ten times -3 and ten times -1: spread 1.026, half-width 2.093 x 1.026 / 4.472 = 0.48.
    assert (change.change.low, change.change.high) == (-2.5, -1.5)
    assert change.span == (Quarter(2026, 2), Quarter(2026, 2))


def test_the_quarter_that_runs_is_not_told(cast, enough):
    twenty_pairs(cast)
    assert twice_figures(cast.thames, MAY).changes == []


def test_who_did_not_answer_the_primary_item_twice_is_not_in_the_change(cast, enough):
    twenty_pairs(cast, 19)
    told(cast.thames, Wave.FIRST, 7, code_of(19), JANUARY)
    rest = {"mistake": 4}
    answer_wave(key=uuid4(), programme=cast.thames, wave=Wave.LATER, answers=rest, code=code_of(19), now=MAY)
    figures = twice_figures(cast.thames, cast.now)
    assert (figures.changes, figures.answered.linked) == ([], 20)


def test_beside_it_stands_who_answered_and_who_did_not_come_back(cast, enough):
    twenty_pairs(cast)
    for _number in range(10):
        told(cast.thames, Wave.FIRST, 9, (), JANUARY)
    for _twin in range(2):
        told(cast.thames, Wave.LATER, 9, ("Z", "31", "Z", "9", "Z", "12"), MAY)
    answered = twice_figures(cast.thames, cast.now).answered
    assert (answered.first, answered.later, answered.linked, answered.not_back) == (30, 20, 20, 10)
    assert (answered.ambiguous, answered.attendances, answered.newcomers) == (0, 0, 0)


def test_those_who_came_back_are_laid_beside_those_who_did_not(cast, enough):
    twenty_pairs(cast)
    for _number in range(20):
        told(cast.thames, Wave.FIRST, 9, (), JANUARY)
    at_first = twice_figures(cast.thames, cast.now).at_first
    assert (at_first.stayed, at_first.left) == (7.0, 9.0)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(TABLE)), st.data())
def test_the_interval_is_that_of_the_book(degrees, data):
    """In fractions, with the quantile of the printed table: nothing of it is ours."""
    changes = data.draw(st.lists(st.integers(-10, 10), min_size=degrees + 1, max_size=degrees + 1))
    mean = Fraction(sum(changes), len(changes))
    variance = sum((change - mean) ** 2 for change in changes) / degrees
    half = TABLE[degrees] * math.sqrt(variance / len(changes))
    found = interval_of(changes)
    assert found.mean == pytest.approx(float(mean))
    assert (found.low, found.high) == pytest.approx((float(mean) - half, float(mean) + half), abs=0.003)


# After sessions -------------------------------------------------------------------------------------------------------


def test_averages_stand_on_twenty_answers(cast, enough):
    """One person may answer after each session: eight answers may be of two people."""
    words(cast, 19)
    assert word_figures(cast.thames, cast.now) == []
    words(cast, 1)
    (part,) = word_figures(cast.thames, cast.now)
    assert (part.answers, [mean for _item, mean in part.means]) == (20, [5.5] * 4)


def test_a_few_who_left_feeling_worse_are_not_counted_out(cast, enough):
    words(cast, 20, worse=0)
    words(cast, 7, worse=9)
    assert [part.worse for part in word_figures(cast.thames, cast.now)] == [None]


def test_where_there_are_few_groups_nothing_is_shown(cast):
    twenty_pairs(cast)
    words(cast, 30)
    assert (word_figures(cast.thames, cast.now), twice_figures(cast.thames, cast.now)) == ([], None)


def test_another_programmes_answers_are_not_in_them(cast, enough):
    words(cast, 20)
    before = word_figures(cast.thames, cast.now)
    for _ in range(9):
        give_word(key=uuid4(), programme=cast.dales, answers={"safe": 0}, lonely="", now=MAY)
    assert word_figures(cast.thames, cast.now) == before


# The page -------------------------------------------------------------------------------------------------------------


def test_the_page_says_what_was_chosen_what_came_and_what_it_cannot_say(cast, enough, sign_in):
    page = sign_in(cast.cora)
    assert text(page.get(FIGURES)).count("Too few to tell") == 2
    twenty_pairs(cast)
    words(cast, 20)
    for person in (cast.cora, cast.gwen):
        said = text(sign_in(person).get(FIGURES))
        assert "about 20 people who answered both times, the number changed by -2.0 on average" in said
        assert "95 % interval -2.5 to -1.5" in said
        assert [word for word in ("reduced", "improved", "because of", "thanks to", "effect") if word in said] == []


def test_it_costs_the_same_however_many_answered(cast, enough, sign_in, django_assert_num_queries):
    client = sign_in(cast.cora)
    client.get(FIGURES)
    with CaptureQueriesContext(connection) as few:
        client.get(FIGURES)
    twenty_pairs(cast, 30)
    words(cast, 30)
    with django_assert_num_queries(len(few)):
        client.get(FIGURES)
