"""Progress only moves forward: no edit, move, purge or deletion of pages takes it; "everyone must redo" alone does."""

import pytest
from wagtail.models import Revision

from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.models import CheckAnswer, LearningStep, ModuleCompletion, StepCompletion
from tests.courses.world import CHECK, TAKEAWAY, TEXT, answer, complete, exercise_of, make_step, publish_signed, write
from tests.figures import course_standing, next_step

RIGHT = {"options": [fixed_id("structure")]}


@pytest.fixture
def finished(cast, world, now):
    """Anna has finished the reading and the checking step."""
    answer(world, "checking", "check", cast.anna, RIGHT, now)
    complete(world, "reading", cast.anna, now)
    complete(world, "checking", cast.anna, now)
    return world


def publish(slug, **changes):
    """As the editor's form would: version numbers one above what is published."""
    page = StepPage.objects.get(slug=slug)
    for name, value in changes.items():
        setattr(page, name, value)
    publish_signed(page)


def standing(person, now):
    return [
        (other_standing.title, other_standing.complete, other_standing.steps_done, other_standing.steps_total)
        for other_standing in course_standing(person)
    ]


BEFORE = [("Your role", False, 2, 3), ("Distress and risk", False, 0, 3)]


def test_a_new_version_of_the_words_changes_nothing(finished, cast, now):
    publish("checking", title="Checked")
    assert standing(cast.anna, now) == BEFORE


def test_moving_and_renaming_keep_it(finished, cast, sign_in, now):
    page = StepPage.objects.get(slug="checking")
    page.slug, page.title = "renamed", "Renamed"
    publish_signed(page)
    page.refresh_from_db()
    page.move(finished.risk, pos="last-child")
    assert standing(cast.anna, now) == [("Your role", False, 1, 2), ("Distress and risk", False, 1, 4)]
    fact = LearningStep.objects.get(pk=page.translation_key)
    assert (fact.title, fact.module_title) == ("Renamed", "Distress and risk")
    shown = sign_in(cast.anna).get("/courses/groups/risk/renamed/").content.decode()
    assert ("You finished this step on" in shown, "Correct, first time." in shown) == (True, True)


def test_renaming_the_module_is_told_to_learners_rows(finished):
    finished.role.title = "Another title"
    publish_signed(finished.role)
    steps = LearningStep.objects.filter(module_key=finished.role.translation_key)
    assert set(steps.values_list("module_title", flat=True)) == {"Another title"}


def test_purging_revisions_keeps_it(finished, cast, now):
    Revision.objects.all().delete()
    assert standing(cast.anna, now) == BEFORE


def test_deleting_the_page_keeps_every_row(finished, cast, now):
    write(finished, "reflecting", "reflection", cast.anna, "kept", now)
    finished.course.specific.delete()
    assert (StepCompletion.objects.count(), CheckAnswer.objects.count()) == (2, 1)
    assert set(LearningStep.objects.values_list("live", flat=True)) == {False}
    assert course_standing(cast.anna) == []


def test_unpublishing_and_publishing_again_keeps_it(finished, cast, now):
    page = StepPage.objects.get(slug="checking")
    page.unpublish()
    assert standing(cast.anna, now) == [("Your role", False, 1, 2), ("Distress and risk", False, 0, 3)]
    page.refresh_from_db()
    publish_signed(page)
    assert standing(cast.anna, now) == BEFORE


def test_telling_learners_takes_nothing_back_and_shows_what_is_new(finished, cast, sign_in, now):
    publish("checking", content_version=2, change_note="A new example")
    assert standing(cast.anna, now) == BEFORE
    client = sign_in(cast.anna)
    url = finished.url("checking")
    page = client.get(url).content.decode()
    assert ("New since you finished" in page, page.count("A new example")) == (True, 1)
    assert "A new example" not in sign_in(cast.ben).get(url).content.decode()
    client.post(f"{url}done/", {"version": "2"})
    assert "New since you finished" not in client.get(url).content.decode()


def test_a_typo_says_nothing(finished, cast, sign_in):
    publish("checking", title="Checkign", change_note="")
    assert "New since" not in sign_in(cast.anna).get(finished.url("checking")).content.decode()


def test_everyone_must_redo_takes_back_this_step_alone(finished, cast, sign_in, now):
    publish("checking", content_version=2, redo_from_version=2, change_note="The law has changed")
    assert standing(cast.anna, now)[0] == ("Your role", False, 1, 3)
    following = next_step(cast.anna)
    assert following is not None
    assert following.title == "Checking"
    client, url = sign_in(cast.anna), finished.url("checking")
    page = client.get(url).content.decode()
    assert ("everyone is asked to do it again" in page, "The law has changed" in page) == (True, True)
    assert "Time and turns are yours." not in page
    assert client.post(f"{url}done/", {"version": "2"}).status_code == 422
    client.post(f"{url}answer/{fixed_id('check')}/", {"option": fixed_id("structure")})
    assert client.post(f"{url}done/", {"version": "2"}).status_code == 302
    assert standing(cast.anna, now) == BEFORE


def test_a_scenario_that_must_be_redone_keeps_ones_line_to_start_from(world, cast, sign_in, now):
    from courses.progress import services

    place = world.place("acting")
    line = write(world, "acting", "scenario", cast.anna, "My first line", now)
    services.keep_line(reflection=line, place=place, exercise=exercise_of(place, "scenario"), now=now)
    answer(world, "acting", "scenario", cast.anna, {"option": fixed_id("now")}, now)
    complete(world, "acting", cast.anna, now)
    publish("acting", content_version=2, redo_from_version=2, change_note="Rewritten")
    page = sign_in(cast.anna).get(world.url("acting")).content.decode()
    assert ("My first line</textarea>" in page, "She is relieved." in page) == (True, False)


def test_versions_only_rise_whatever_is_published_again(finished, cast, now):
    publish("checking", content_version=3, change_note="Third")
    publish("checking", content_version=1, change_note="")
    fact = LearningStep.objects.get(pk=fixed_id("step", "checking"))
    assert (fact.content_version, fact.changes) == (3, [[3, "Third"]])


def test_a_step_added_later_is_news_for_those_who_had_finished_the_module(finished, cast, sign_in, now):
    complete_acting(finished, cast.anna, now)
    assert ModuleCompletion.objects.count() == 1
    make_step(finished.role, "afterthought", [TEXT, TAKEAWAY])
    standing_now = course_standing(cast.anna)[0]
    assert (standing_now.complete, standing_now.new_steps, standing_now.steps_done, standing_now.steps_total) == (
        True,
        1,
        3,
        4,
    )
    assert "New since you finished: 1 step" in sign_in(cast.anna).get("/courses/groups/").content.decode()
    # Somebody who had not finished has it to do.
    assert course_standing(cast.ben)[0].steps_total == 4


def test_redoing_a_step_reopens_a_finished_module(finished, cast, now):
    complete_acting(finished, cast.anna, now)
    assert course_standing(cast.anna)[0].complete
    publish("reading", content_version=2, redo_from_version=2, change_note="New law")
    assert standing(cast.anna, now)[0] == ("Your role", False, 2, 3)
    complete(finished, "reading", cast.anna, now)
    assert course_standing(cast.anna)[0].complete


def complete_acting(world, person, now):
    from courses.progress import services

    place = world.place("acting")
    line = write(world, "acting", "scenario", person, "A line", now)
    services.keep_line(reflection=line, place=place, exercise=exercise_of(place, "scenario"), now=now)
    answer(world, "acting", "scenario", person, {"option": fixed_id("now")}, now)
    complete(world, "acting", person, now)


def test_copying_a_step_copies_nobodys_progress(finished, cast, now):
    page = StepPage.objects.get(slug="checking")
    copy = page.copy(to=finished.risk, update_attrs={"slug": "copied", "title": "Copied"})
    assert copy.translation_key != page.translation_key
    assert standing(cast.anna, now)[1] == ("Distress and risk", False, 0, 4)
    assert [block.id for block in copy.body if block.block_type == "check"] == [CHECK["id"]]
