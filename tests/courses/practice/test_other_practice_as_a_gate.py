"""Shadowing and an observed practice come before an authorisation where a programme asks for them."""

import pytest

from certificates.items import practice_items
from certificates.queries import facilitators, standing_of
from certificates.services import authorise
from certificates.states import with_state
from courses.practice.models import PracticeRule
from courses.practice.ruling import set_rule
from courses.practice.standing import standings_of
from foundation.refusals import Refusal
from foundation.seen import seen
from tests.certificates.making import newcomer, publish_course, ready_newcomer
from tests.courses.practice.making import a_day, a_record, observed, shadowed

SHADOWING, OBSERVED = "Shadowing a group, twice", "An observed practice"
WHY = "no group takes guests yet"


@pytest.fixture
def nia(cast):
    """She has all that is asked for from the beginning."""
    publish_course()
    return ready_newcomer(cast)


def rule(cast, kind, asks=True, reason="", programme=None):
    return set_rule(programme=programme or cast.thames, kind=kind, asks=asks, reason=reason, by=cast.cora, now=cast.now)


def state_of(cast, person):
    """As a list is narrowed by it, and as the person's row is drawn: both say the same."""
    found = with_state(facilitators(cast.now).filter(person=person), cast.now).get()
    lacking = [item.label for item in standing_of(person, cast.thames, cast.now).authorisation if not item.done]
    return found.state, lacking


def items_of(cast, person):
    standing = standings_of([person.pk], [cast.thames.pk], cast.now).of(person.pk, cast.thames.pk)
    return {item.label: (item.done, item.detail) for item in practice_items(person, standing, None)}


def test_from_the_beginning_neither_is_asked_for_or_spoken_of(cast, nia):
    assert state_of(cast, nia) == ("ready", [])
    assert list(items_of(cast, nia)) == ["A practice day"]


@pytest.mark.parametrize(("kind", "label"), [("shadowing", SHADOWING), ("observed", OBSERVED)])
def test_where_it_is_asked_for_nobody_is_authorised_without_it(cast, nia, kind, label):
    rule(cast, kind)
    assert state_of(cast, nia) == ("one_left", [label])
    with pytest.raises(Refusal):
        authorise(person=nia, programme=cast.thames, by=cast.cora, now=cast.now)


def test_once_is_not_twice(cast, nia):
    rule(cast, "shadowing")
    shadowed(cast, nia)
    assert state_of(cast, nia) == ("one_left", [SHADOWING])
    assert items_of(cast, nia)[SHADOWING] == (False, "1 of 2 groups")
    shadowed(cast, nia, days=-9)
    assert state_of(cast, nia) == ("ready", [])
    shadowed(cast, nia, days=-16)
    assert items_of(cast, nia)[SHADOWING] == (True, "2 of 2 groups")


def test_what_is_not_shown_yet_counts_for_nothing_and_is_not_given_away(cast, nia):
    rule(cast, "observed")
    observed(cast, nia, show=False, frame="on time")
    assert state_of(cast, nia) == ("one_left", [OBSERVED])
    assert items_of(cast, nia)[OBSERVED] == (False, "None yet")


def test_once_it_is_shown_it_counts_from_the_first_day(cast, nia):
    rule(cast, "observed")
    first = observed(cast, nia, days=-9, frame="on time")
    observed(cast, nia, frame="late")
    assert state_of(cast, nia) == ("ready", [])
    assert items_of(cast, nia)[OBSERVED] == (True, f"{first.local_date:%-d %B %Y}")


def test_practice_of_another_person_counts_for_nobody_else(cast, nia):
    rule(cast, "shadowing")
    for days in (-2, -9):
        shadowed(cast, cast.farah, days=days)
    assert state_of(cast, nia) == ("one_left", [SHADOWING])


def test_another_programme_decides_for_itself(cast, nia):
    set_rule(programme=cast.dales, kind="observed", asks=True, reason="", by=cast.odette, now=cast.now)
    assert state_of(cast, nia) == ("ready", [])


def test_it_is_switched_off_with_a_reason_that_the_board_and_the_person_see(cast, nia, sign_in):
    rule(cast, "shadowing")
    with pytest.raises(Refusal, match="Write why"):
        rule(cast, "shadowing", asks=False)
    rule(cast, "shadowing", asks=False, reason=WHY)
    assert state_of(cast, nia) == ("ready", [])
    assert items_of(cast, nia)[SHADOWING] == (True, f"Not asked for here: {WHY}")
    board = " ".join(sign_in(cast.cora).get("/readiness/").content.decode().split())
    assert f"Shadowing, twice: <strong> not asked for: {WHY} (Cora Lind" in board
    assert "An observed practice: not asked for." in board
    assert list(PracticeRule.objects.order_by("number").values_list("asks", "reason")) == [(True, ""), (False, WHY)]


def test_to_leave_it_off_needs_no_reason_and_writes_nothing(cast):
    assert rule(cast, "observed", asks=False) is None
    assert PracticeRule.objects.count() == 0


def test_a_coordinator_switches_it_on_from_its_page(cast, sign_in):
    page = sign_in(cast.cora)
    url = f"/practice/rules/{cast.thames.pk}/observed/"
    assert "Is an observed practice asked for?" in page.get(url).content.decode()
    assert page.post(url, {"asks": "asked", "reason": "", "seen": seen(0)})["Location"] == url
    assert PracticeRule.objects.values_list("kind", "asks").get() == ("observed", True)
    assert page.get(f"/practice/rules/{cast.thames.pk}/juggling/").status_code == 404


def test_the_persons_own_page_names_what_is_missing_and_leads_there(cast, nia, sign_in):
    rule(cast, "shadowing")
    rule(cast, "observed")
    page = " ".join(sign_in(nia).get("/certificates/").content.decode().split())
    for label in (SHADOWING, OBSERVED):
        assert f'href="/practice/">{label}</a>' in page
    there = " ".join(sign_in(nia).get("/practice/").content.decode().split())
    assert there.count("Your programme asks for it before people are authorised.") == 2


def test_thirty_people_take_as_many_queries_as_one(cast, django_assert_num_queries):
    people = [newcomer(cast, f"P{number} Zed") for number in range(30)]
    rule(cast, "shadowing")
    rule(cast, "observed")
    a_record(cast, people[0])
    shadowed(cast, people[0])
    observed(cast, people[0], frame="on time")
    a_day(cast, *people)
    for some in (people[:1], people):
        with django_assert_num_queries(4):
            found = standings_of([person.pk for person in some], [cast.thames.pk], cast.now)
        assert found.of(some[0].pk, cast.thames.pk).shadowed == 1
