"""Options and cards come in an order that is each learner's own and stays so, unless their author says it matters."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.content_entries import fixed_id
from courses.exercises.drawing import draw
from tests.courses.test_editing import changed
from tests.courses.test_kinds_of_exercise import exercise_of
from tests.courses.walking import Page
from tests.courses.world import CHECK, CHECKLIST, MANY, ORDER, PILES, SCENARIO, TAKEAWAY, make_step

PEOPLE = [fixed_id("person", str(number)) for number in range(60)]
BEGUN = type("Begun", (), {"chosen": {"option": ""}, "attempts": 0, "question": {}})()


def order_for(block, reader, answer=None):
    exercise = exercise_of(block)
    if answer:
        answer.question = exercise.snapshot()
    return [choice.text for choice in draw(exercise, answer=answer, reader=reader).choices]


@pytest.mark.parametrize(("block", "answer"), [(CHECK, None), (MANY, None), (SCENARIO, BEGUN), (PILES, None)])
def test_every_order_is_somebodys_and_stays_theirs(block, answer):
    orders = {tuple(order_for(block, person, answer)) for person in PEOPLE}
    assert orders == {*permutations(order_for(block, "", answer))}
    assert order_for(block, PEOPLE[0], answer) == order_for(block, PEOPLE[0], answer)


@pytest.mark.parametrize(("block", "answer"), [(CHECK, None), (SCENARIO, BEGUN)])
def test_an_order_that_matters_is_kept(block, answer):
    kept = changed(block, ["keep_order"], True)
    assert {tuple(order_for(kept, person, answer)) for person in PEOPLE} == {tuple(order_for(block, "", answer))}


def test_a_list_of_things_to_do_keeps_the_order_of_its_author():
    assert {tuple(order_for(CHECKLIST, person)) for person in PEOPLE} == {
        ("I said it aloud", "I warned them first", "I told my partner (this can come later)")
    }


@given(st.text())
def test_cards_to_put_in_order_never_come_in_order(reader):
    assert order_for(ORDER, reader) != ["Stay on the line", "Ring 999", "Debrief"]


def test_what_one_answers_stays_where_it_was(world, cast, sign_in):
    world.steps["mixed"] = make_step(world.risk, "mixed", [CHECK, TAKEAWAY])
    page = Page(sign_in(cast.anna), world.url("mixed"))
    before = [radio["value"] for radio in page.form.find_all("input", type="radio")]
    page = page.press("Check my answer", choose="To solve")
    assert [radio["value"] for radio in page.form.find_all("input", type="radio")] == before
