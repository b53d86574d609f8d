"""A right answer that an editor changes never contradicts what a learner was told: they see what they answered."""

import pytest

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.services import keep_line
from tests.courses.test_editing import changed
from tests.courses.walking import Page, plain
from tests.courses.world import CHECK, ORDER, SCENARIO, TAKEAWAY, answer, exercise_of, publish_signed, write

STAYS = "This question has changed since you answered it. You see it as it was then; your answer still counts."
AGAIN = "This question has changed since you tried it. Answer it as it is now."
RIGHT_BEFORE, RIGHT_NOW = "Time and turns are yours.", "Now this one is right."
OTHER_WAY = changed(
    changed(
        changed(CHECK, ["options", 0, "value"], {"text": "To solve", "right": True, "feedback": RIGHT_NOW}),
        ["options", 1, "value", "right"],
        False,
    ),
    ["question"],
    "What is the job now?",
)


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(cast.anna)


def publish(slug, *blocks):
    page = StepPage.objects.get(slug=slug)
    page.body = StepBlocks().to_python([*blocks, TAKEAWAY])
    publish_signed(page)


def seen(client, world, slug, *words):
    page = " ".join(client.get(world.url(slug)).content.decode().split())
    return [word in page for word in words]


def test_who_answered_right_sees_the_old_feedback_and_that_it_changed(anna, world, cast, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    publish("checking", OTHER_WAY)
    words = (STAYS, RIGHT_BEFORE, "What is the main job?", RIGHT_NOW, "What is the job now?")
    page = Page(anna, world.url("checking"))
    folded_away = page.html.find("details", class_="nhsuk-details").extract()
    assert says(page.text, *words) == [True, True, True, False, False]
    assert says(plain(folded_away), "The question as it is now", *words[3:]) == [True, True, True]
    assert page.form.find("input", type="radio") is None


def says(text, *words):
    return [word in text for word in words]


def test_who_had_not_passed_meets_the_new_question_without_a_verdict(anna, world, cast, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("solutions")]}, now)
    publish("checking", OTHER_WAY)
    words = (AGAIN, "What is the job now?", "It comes from kindness.", RIGHT_NOW, "Not there yet.", STAYS)
    assert seen(anna, world, "checking", *words) == [True, True, False, False, False, False]


def test_who_comes_new_meets_the_question_of_now_and_nothing_of_the_old(anna, world):
    publish("checking", OTHER_WAY)
    words = ("What is the job now?", STAYS, AGAIN, "What is the main job?")
    assert seen(anna, world, "checking", *words) == [True, False, False, False]


def test_what_has_not_changed_says_nothing_of_it(anna, world, cast, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    publish("checking", CHECK)
    assert seen(anna, world, "checking", STAYS, AGAIN, RIGHT_BEFORE) == [False, False, True]


def test_other_words_of_the_question_alone_are_no_change(anna, world, cast, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    publish("checking", changed(CHECK, ["question"], "What is your main job?"))
    assert seen(anna, world, "checking", "What is your main job?", STAYS, AGAIN) == [True, False, False]


def test_a_scenario_shows_what_came_of_the_options_of_then(anna, world, cast, now):
    place, exercise = world.place("acting"), exercise_of(world.place("acting"), "scenario")
    line = write(world, "acting", "scenario", cast.anna, "My line", now)
    keep_line(reflection=line, place=place, exercise=exercise, now=now)
    answer(world, "acting", "scenario", cast.anna, {"option": fixed_id("now")}, now)
    publish("acting", changed(SCENARIO, ["options", 0, "value", "consequence"], "It cost you the group."))
    words = (STAYS, "She is relieved.", "My line", "It cost you the group.")
    page = Page(anna, world.url("acting"))
    folded_away = page.html.find("details", class_="nhsuk-details").extract()
    assert says(page.text, *words) == [True, True, True, False]
    assert says(plain(folded_away), *words) == [False, False, False, True]


def test_placed_cards_show_our_places_and_can_no_longer_be_placed(anna, world, cast, now):
    placed = {fixed_id(key): str(at) for at, key in enumerate(("stay", "ring", "debrief"), start=1)}
    answer(world, "placing", "order", cast.anna, {"places": placed}, now)
    cards = ORDER["value"]["cards"]
    publish("placing", changed(ORDER, ["cards"], [cards[2], cards[0], cards[1]]))
    page = " ".join(anna.get(world.url("placing")).content.decode().split())
    assert (STAYS in page, page.count("So would we"), "We would say" in page) == (True, 3, False)
    assert page.count("The question as it is now") == 1
    assert "Place them again" not in page


def test_an_answer_that_everybody_must_give_again_is_asked_as_it_is_now(anna, world, cast, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    page = StepPage.objects.get(slug="checking")
    page.content_version = page.redo_from_version = 2
    publish_signed(page)
    publish("checking", OTHER_WAY)
    assert seen(anna, world, "checking", "What is the job now?", STAYS, RIGHT_BEFORE) == [True, False, False]
