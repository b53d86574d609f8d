"""What many see alike of a step is drawn once. Nothing that is kept is anybody's, and each sees their own state."""

import pytest
from django.template.loader import render_to_string

from courses.content_entries import fixed_id
from courses.drawn_once import html_of
from courses.exercises.drawing import draw
from courses.generation import content_cache, current_mark
from people.models import Appointment, Role
from tests.courses.test_kinds_of_exercise import exercise_of
from tests.courses.walking import Page
from tests.courses.world import CHECK, CHECKLIST, MANY, ORDER, PILES, RATING, REFLECTION, SCENARIO

READERS = [fixed_id("reader", str(number)) for number in range(12)]
WRONG = "It comes from kindness."


def answer_to(exercise, options, attempts=1):
    facts = {"chosen": {"options": options}, "attempts": attempts, "question": exercise.snapshot()}
    return type("Answer", (), facts)()


def states_of(block):
    """Each state in which somebody may be at an exercise: not begun; for a check, answered too, and done."""
    exercise = exercise_of(block)
    yield exercise, {}
    for number, option in enumerate(exercise.options if exercise.kind == "check" else ()):
        yield exercise, {"answer": answer_to(exercise, [option.id], number + 1)}
        yield exercise, {"answer": answer_to(exercise, [option.id], number + 1), "done": True}


def anew(drawn):
    return render_to_string("courses/exercises/exercise.html", {"drawn": drawn})


@pytest.mark.parametrize("block", [CHECK, MANY, ORDER, PILES, CHECKLIST, RATING])
def test_what_is_kept_looks_as_if_it_were_drawn_anew_for_each(block, world):
    for exercise, state in states_of(block):
        for reader in READERS:
            drawn = draw(exercise, url="/there/", reader=reader, **state)
            assert html_of(drawn, current_mark()) == anew(drawn)


@pytest.mark.parametrize("block", [REFLECTION, SCENARIO])
def test_what_takes_words_is_never_kept(block, world):
    assert html_of(draw(exercise_of(block), url="/there/"), current_mark()) is None


@pytest.mark.parametrize("state", [{"url": ""}, {"error": "Choose an answer."}])
def test_neither_is_a_preview_nor_what_could_not_be_sent(state, world):
    assert html_of(draw(exercise_of(CHECK), **{"url": "/there/", **state}), current_mark()) is None


def test_it_is_drawn_once_for_two_who_have_answered_alike(world, cast, sign_in):
    for person in (cast.anna, cast.ben):
        Page(sign_in(person), world.url("checking")).press("Check my answer", choose="To solve")
    kept_before = len(content_cache._built)
    Page(sign_in(cast.sam), world.url("checking")).press("Check my answer", choose="To solve")
    assert len(content_cache._built) == kept_before


def test_what_one_was_told_is_told_to_nobody_who_has_not_answered(world, cast, sign_in):
    annas = Page(sign_in(cast.anna), world.url("checking")).press("Check my answer", choose="To solve")
    bens = Page(sign_in(cast.ben), world.url("checking"))
    assert [WRONG in str(page.html) for page in (annas, bens)] == [True, False]


def test_nothing_kept_holds_words_names_or_tokens(world, cast, sign_in):
    annas = sign_in(cast.anna)
    Page(annas, world.url("reflecting")).press("Save", words="canary: he listened")
    Page(annas, world.url("checking")).press("Check my answer", choose="To solve")
    for slug in world.steps:
        Page(annas, world.url(slug))
    kept = repr(content_cache._built)
    secrets = ("canary", cast.anna.first_name, cast.anna.email, str(cast.anna.pk), cast.anna.pk.hex, "csrfmiddleware")
    assert [secret for secret in (*secrets, annas.session.session_key) if secret in kept] == []


def test_a_role_that_has_ended_is_gone_from_the_same_step(world, cast, sign_in):
    sams = sign_in(cast.sam)
    Page(sams, world.url("checking"))
    Appointment.objects.filter(person=cast.sam, role=Role.SUPERVISOR).update(ends_at=cast.now)
    assert "/desk/" not in str(Page(sams, world.url("checking")).html)
