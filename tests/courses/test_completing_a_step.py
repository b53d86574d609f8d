"""What completes a step: one function decides, the page says it in words, and doing it twice is once."""

import pytest
from django.db import IntegrityError, transaction

from courses.content_entries import fixed_id
from courses.progress import services
from courses.progress.models import Enrolment, ModuleCompletion, StepCompletion
from courses.progress.work import missing_for
from foundation.refusals import Refusal
from tests.courses.world import answer, complete, exercise_of, write

RIGHT = {"options": [fixed_id("structure")]}
WRONG = {"options": [fixed_id("solutions")]}
PLACED = {"places": {fixed_id("cries"): "Not ours", fixed_id("gas"): "Ours"}}
ORDERED = {"places": {fixed_id("stay"): "3", fixed_id("ring"): "2", fixed_id("debrief"): "1"}}


def missing(world, slug, person, now):
    return [item.block_id for item in missing_for(world.place(slug).step, person, now)]


def test_a_step_without_exercises_lacks_nothing(cast, world, now):
    assert missing(world, "reading", cast.anna, now) == []


@pytest.mark.parametrize(
    ("slug", "key", "chosen", "done"),
    [
        ("checking", "check", WRONG, False),
        ("checking", "check", RIGHT, True),
        ("placing", "piles", PLACED, True),
        ("placing", "order", ORDERED, True),
        ("reflecting", "checklist", {"ticked": []}, False),
        ("reflecting", "checklist", {"ticked": [fixed_id("aloud"), fixed_id("partner")]}, False),
        ("reflecting", "checklist", {"ticked": [fixed_id("aloud"), fixed_id("warned")]}, True),
        ("reflecting", "rating", {"value": 0}, True),
        ("choosing", "many", {"options": [fixed_id("names")]}, False),
        ("choosing", "many", {"options": [fixed_id("names"), fixed_id("stories"), fixed_id("numbers")]}, False),
        ("choosing", "many", {"options": [fixed_id("names"), fixed_id("stories")]}, True),
    ],
)
def test_which_answer_does_an_exercise(cast, world, now, slug, key, chosen, done):
    assert fixed_id(key) in missing(world, slug, cast.anna, now)
    answer(world, slug, key, cast.anna, chosen, now)
    assert (fixed_id(key) not in missing(world, slug, cast.anna, now)) == done


def test_a_reflection_is_done_by_words_or_by_having_thought(cast, world, now):
    place, key = world.place("reflecting"), fixed_id("reflection")
    exercise = exercise_of(place, "reflection")
    begun = services.begin_reflection(place=place, exercise=exercise, person=cast.anna, now=now)
    assert key in missing(world, "reflecting", cast.anna, now)
    write(world, "reflecting", "reflection", cast.anna, "  \n", now)
    assert key in missing(world, "reflecting", cast.anna, now)
    services.keep_reflection(reflection=begun, place=place, exercise=exercise, declined=True, now=now)
    assert key not in missing(world, "reflecting", cast.anna, now)
    write(world, "reflecting", "reflection", cast.ben, "Somebody did.", now)
    assert key not in missing(world, "reflecting", cast.ben, now)


def test_a_scenario_is_done_by_ones_own_line_and_a_choice(cast, world, now):
    place = world.place("acting")
    reflection = write(world, "acting", "scenario", cast.anna, "I am here.", now)
    assert missing(world, "acting", cast.anna, now) == [fixed_id("scenario")]
    services.keep_line(reflection=reflection, place=place, exercise=exercise_of(place, "scenario"), now=now)
    assert missing(world, "acting", cast.anna, now) == [fixed_id("scenario")]
    answer(world, "acting", "scenario", cast.anna, {"option": fixed_id("never")}, now)
    assert missing(world, "acting", cast.anna, now) == []


def test_another_persons_work_counts_for_nobody_else(cast, world, now):
    answer(world, "checking", "check", cast.ben, RIGHT, now)
    assert missing(world, "checking", cast.anna, now) == [fixed_id("check")]


def test_a_step_with_something_missing_is_refused_by_name(cast, world, now):
    with pytest.raises(services.NotYet) as caught:
        complete(world, "checking", cast.anna, now)
    assert [item.text for item in caught.value.missing] == ["Answer the question: What is the main job?"]
    assert StepCompletion.objects.count() == 0


def test_completing_twice_is_once(cast, world, now):
    first, again = complete(world, "reading", cast.anna, now), complete(world, "reading", cast.anna, now)
    assert (first.pk, first.content_version) == (again.pk, 1)
    assert (StepCompletion.objects.count(), Enrolment.objects.count()) == (1, 1)


def test_the_module_is_finished_with_its_last_step_in_any_order(cast, world, now):
    place = world.place("acting")
    line = write(world, "acting", "scenario", cast.anna, "I am here.", now)
    services.keep_line(reflection=line, place=place, exercise=exercise_of(place, "scenario"), now=now)
    answer(world, "acting", "scenario", cast.anna, {"option": fixed_id("now")}, now)
    complete(world, "acting", cast.anna, now)
    answer(world, "checking", "check", cast.anna, RIGHT, now)
    complete(world, "checking", cast.anna, now)
    assert ModuleCompletion.objects.count() == 0
    complete(world, "reading", cast.anna, now)
    assert list(ModuleCompletion.objects.values_list("person", "module_title")) == [(cast.anna.pk, "Your role")]


def test_a_page_opened_before_a_change_does_not_finish_what_it_did_not_show(cast, world, now):
    place = world.place("reading")
    with pytest.raises(Refusal, match="has changed since you opened it"):
        services.complete_step(place=place, seen_version=0, person=cast.anna, now=now)


def test_the_database_refuses_to_take_a_completion_back(cast, world, now):
    completion = complete(world, "reading", cast.anna, now)
    StepCompletion.objects.filter(pk=completion.pk).update(content_version=2)
    for wrong in ({"content_version": 1}, {"person": cast.ben}):
        with pytest.raises(IntegrityError), transaction.atomic():
            StepCompletion.objects.filter(pk=completion.pk).update(**wrong)
    completion.refresh_from_db()
    assert (completion.content_version, completion.person_id) == (2, cast.anna.pk)


def test_the_page_says_the_rule_and_where_one_stands(cast, world, sign_in):
    page = sign_in(cast.anna).get(world.url("checking")).content.decode()
    assert "This step is done when you" in page
    assert "answer the question correctly (as many tries as you like)" in page
    assert "2 of 3, about 4 minutes" in page
    assert "%" not in page


def test_the_button_leads_on_and_names_what_is_missing(cast, world, sign_in):
    client = sign_in(cast.anna)
    response = client.post(f"{world.url('reading')}done/", {"version": "1"})
    assert (response.status_code, response["Location"]) == (302, world.url("checking"))
    response = client.post(f"{world.url('checking')}done/", {"version": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert f'<a href="#exercise-{fixed_id("check")}">Answer the question: What is the main job?</a>' in page
    assert f'id="exercise-{fixed_id("check")}"' in page
    assert page.count("<title>Error:") == 1


def test_coming_back_to_the_buttons_address_leads_to_the_step(cast, world, sign_in):
    response = sign_in(cast.anna).get(f"{world.url('reading')}done/")
    assert (response.status_code, response["Location"]) == (302, world.url("reading"))


@pytest.mark.parametrize("version", ["", "0", "x", "²", "-1", "9" * 400, "1;DROP-TABLE"])
def test_a_nonsense_version_is_an_old_page_never_a_fault(cast, world, sign_in, version):
    response = sign_in(cast.anna).post(f"{world.url('reading')}done/", {"version": version})
    assert (response.status_code, StepCompletion.objects.count()) == (422, 0)
    assert "This step has changed since you opened it." in response.content.decode()


def test_a_finished_step_stays_open_to_review(cast, world, sign_in, now):
    complete(world, "reading", cast.anna, now)
    page = sign_in(cast.anna).get(world.url("reading")).content.decode()
    assert "You finished this step on" in page
    assert "You can review it here at any time." in page
    assert "Mark as done and continue</button>" not in page
    assert "19:28" in page


def test_the_last_step_leads_to_the_module_and_says_it_is_finished(cast, world, sign_in, now):
    client = sign_in(cast.anna)
    for slug in ("placing", "reflecting"):
        StepCompletion.objects.create(
            step_id=world.steps[slug].translation_key, person=cast.anna, content_version=1, completed_at=now
        )
    answer(world, "choosing", "many", cast.anna, {"options": [fixed_id("names"), fixed_id("stories")]}, now)
    page = client.post(f"{world.url('choosing')}done/", {"version": "1"}, follow=True)
    assert page.redirect_chain == [("/courses/groups/risk/", 302)]
    assert "You have finished “Distress and risk”." in page.content.decode()
