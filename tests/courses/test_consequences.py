"""Before an editor presses anything they read whom it concerns, and which answers are different."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.models import LearningStep
from tests.courses.test_a_question_that_changed import OTHER_WAY
from tests.courses.world import CHECK, REFLECTION, TAKEAWAY, answer, complete, write

CHANGED = "The answers to question 1, or what is said to them, changed: “What is the main job?”."


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


@pytest.fixture
def answered(world, cast, now):
    """Anna has finished the step, Ben and Farah are half-way."""
    for person in (cast.anna, cast.ben):
        answer(world, "checking", "check", person, {"options": [fixed_id("structure")]}, now)
    answer(world, "checking", "check", cast.farah, {"options": [fixed_id("solutions")]}, now)
    complete(world, "checking", cast.anna, now)
    return StepPage.objects.get(slug="checking")


WHO = "1 person has finished this step, 2 are half-way."
KEPT = "Learners will no longer find it. What they did is kept, and is there when you publish it again."
GATE = (
    "This step is needed before authorisation. If everyone must do it again, no one loses their authorisation for 28 "
    "days, unless a clinical lead records a safety reason."
)


def lines(html, selector) -> list[str]:
    return [line.get_text(" ", strip=True) for line in BeautifulSoup(html, "html.parser").select(selector)]


def told(client, route, *args) -> list[str]:
    """At the end of the form; above the question where there is no form."""
    html = client.get(reverse(f"wagtailadmin_pages:{route}", args=args)).content
    return lines(html, ".messages li.info, .hf-consequences li, .hf-consequences p")


def test_opening_a_step_says_who_has_finished_it_and_who_is_half_way(client, answered):
    assert told(client, "edit", answered.pk) == [WHO, GATE]


def test_a_draft_with_another_right_answer_says_so(client, answered):
    answered.body = StepBlocks().to_python([OTHER_WAY, TAKEAWAY])
    answered.save_revision()
    assert told(client, "edit", answered.pk) == [WHO, CHANGED, GATE]


def test_so_do_questions_that_came_and_went(client, answered):
    answered.body = StepBlocks().to_python([REFLECTION, TAKEAWAY])
    answered.save_revision()
    assert told(client, "edit", answered.pk)[1:-1] == [
        "Question 1 is gone: “What is the main job?”.",
        "Question 1 is new: “Who listened well to me?”.",
    ]


def test_other_words_around_it_are_no_change_of_an_answer(client, answered):
    answered.body = StepBlocks().to_python([CHECK, TAKEAWAY])
    answered.save_revision()
    assert told(client, "edit", answered.pk)[1:-1] == []


def test_it_is_said_before_a_step_is_taken_down_or_moved(client, world, answered):
    assert told(client, "unpublish", answered.pk) == [WHO, KEPT]
    counts = "What they finished counts towards “Distress and risk”, and no longer towards “Your role”."
    assert told(client, "move_confirm", answered.pk, world.risk.pk) == [WHO, counts]


def test_a_module_counts_each_person_once(client, world, answered, cast, now):
    complete(world, "reading", cast.anna, now)
    complete(world, "reading", cast.olu, now)
    assert told(client, "edit", world.role.pk) == ["2 people have finished a step in it, 2 are half-way."]


def test_whose_step_was_taken_back_is_half_way(client, world, answered):
    LearningStep.objects.filter(pk=answered.translation_key).update(redo_from_version=2)
    assert told(client, "edit", answered.pk)[0] == "0 people have finished this step, 3 are half-way."


def test_words_begun_by_opening_the_page_are_nothing(client, world, cast, now):
    step = StepPage.objects.get(slug="reflecting")
    assert told(client, "edit", step.pk) == []
    write(world, "reflecting", "reflection", cast.anna, "A night shift.", now)
    assert told(client, "edit", step.pk)[0] == "0 people have finished this step, 1 is half-way."
    assert "A night shift." not in client.get(reverse("wagtailadmin_pages:edit", args=[step.pk])).content.decode()


def test_where_it_concerns_nobody_nothing_is_said(client, world):
    assert told(client, "edit", world.steps["placing"].pk) == []
