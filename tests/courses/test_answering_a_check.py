"""A knowledge check: as many tries as anybody likes, a reason at each chosen option, the rest only after passing."""

import pytest

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.models import CheckAnswer
from tests.courses.world import answer, answer_url, exercise_of, publish_signed

SOLUTIONS, STRUCTURE, ASSESS = (fixed_id(key) for key in ("solutions", "structure", "assess"))
WHY = {
    "solutions": "It comes from kindness.",
    "structure": "Time and turns are yours.",
    "assess": "They would show you coping.",
}


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def post(client, world, *options, slug="checking", key="check"):
    return client.post(answer_url(world, slug, key), {"option": list(options)})


def page_of(client, world, slug="checking"):
    return client.get(world.url(slug)).content.decode()


def test_nothing_of_the_answers_is_in_the_page_before_the_first_try(client, world):
    page = page_of(client, world)
    assert [why for why in WHY.values() if why in page] == []
    assert "Right" not in page
    assert "nhsuk-tag" not in page


def test_a_wrong_try_says_why_of_what_was_chosen_and_nothing_of_the_rest(client, world):
    response = post(client, world, SOLUTIONS)
    there = f"{world.url('checking')}#exercise-{fixed_id('check')}"
    assert (response.status_code, response["Location"]) == (302, there)
    page = page_of(client, world)
    assert [key for key, why in WHY.items() if why in page] == ["solutions"]
    assert page.count("Not right") == 1
    assert ">Right<" not in page
    assert f'id="{SOLUTIONS}" value="{SOLUTIONS}" checked' in page


def test_there_is_no_limit_to_tries_and_the_server_counts_them(client, world, cast):
    for option in (SOLUTIONS, ASSESS) * 6:
        post(client, world, option)
    assert list(CheckAnswer.objects.values_list("person", "attempts", "passed")) == [(cast.anna.pk, 12, False)]
    post(client, world, STRUCTURE)
    assert list(CheckAnswer.objects.values_list("attempts", "passed")) == [(13, True)]


def test_after_passing_every_option_says_whether_it_was_right_and_why(client, world):
    post(client, world, STRUCTURE)
    page = page_of(client, world)
    assert [key for key, why in WHY.items() if why in page] == ["solutions", "structure", "assess"]
    assert (page.count(">Right<"), page.count(">Not right<")) == (1, 2)
    assert "Correct, first time." in page


def test_a_right_answer_is_not_lost_to_a_later_wrong_one(client, world):
    post(client, world, STRUCTURE)
    post(client, world, SOLUTIONS)
    stored = CheckAnswer.objects.get()
    assert (stored.passed, stored.chosen, stored.attempts) == (True, {"options": [STRUCTURE]}, 1)


def test_the_same_choice_sent_twice_is_one_try(client, world):
    post(client, world, SOLUTIONS)
    post(client, world, SOLUTIONS)
    assert CheckAnswer.objects.get().attempts == 1


def test_of_several_right_ones_each_chosen_is_answered_the_rest_hidden(client, world):
    post(client, world, fixed_id("names"), fixed_id("numbers"), slug="choosing", key="many")
    page = page_of(client, world, "choosing")
    assert [text for text in ("Names stay.", "Stories stay too.", "A number goes upwards.") if text in page] == [
        "Names stay.",
        "A number goes upwards.",
    ]
    assert (page.count(">Right<"), page.count(">Not right<")) == (1, 1)


@pytest.mark.parametrize(
    "options",
    [(), ("",), ("x" * 5000,), (SOLUTIONS, STRUCTURE), (fixed_id("names"),), ("<script>alert()</script>",)],
    ids=["nothing", "empty", "too long", "two at radios", "another question's", "markup"],
)
def test_nothing_and_nonsense_get_a_clear_message_and_count_for_nothing(client, world, options):
    response = post(client, world, *options)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose an answer, then press the button again." in page
    assert "<script>alert" not in page
    assert CheckAnswer.objects.count() == 0


def test_an_unknown_exercise_or_another_kind_is_not_found(client, world):
    for url in (answer_url(world, "checking", "nothing"), answer_url(world, "reflecting", "reflection")):
        assert (client.get(url).status_code, client.post(url, {}).status_code) == (404, 404)


def test_the_question_is_kept_as_it_was_asked_when_an_editor_changes_it(client, world, cast, now):
    post(client, world, STRUCTURE)
    page = StepPage.objects.get(slug="checking")
    page.body[1].value["options"][1]["right"] = False
    page.body[1].value["options"][2]["right"] = True
    publish_signed(page)
    stored = CheckAnswer.objects.get()
    assert stored.passed
    assert [option["right"] for option in stored.question["options"]] == [False, True, False]
    assert stored.question_hash != exercise_of(world.place("checking"), "check").digest()


def test_answers_point_at_the_block_whatever_its_words_and_place(client, world):
    post(client, world, STRUCTURE)
    page = StepPage.objects.get(slug="checking")
    page.body[1].value["question"] = "What is your job?"
    text, check, takeaway = page.body.get_prep_value()
    page.body = StepBlocks().to_python([check, text, takeaway])
    publish_signed(page)
    shown = page_of(client, world)
    assert "What is your job?" in shown
    assert "Correct, first time." in shown


def test_one_persons_answers_are_nobody_elses(client, world, cast, sign_in, now):
    answer(world, "checking", "check", cast.ben, {"options": [SOLUTIONS]}, now)
    page = page_of(client, world)
    assert WHY["solutions"] not in page
    assert page_of(sign_in(cast.ben), world).count(WHY["solutions"]) == 1
