"""How far somebody is, in words; where they carry on; what My day says of it."""

import pytest

from courses.content_entries import fixed_id
from courses.generation import raise_generation
from courses.models import ModulePage, StepPage
from courses.progress.queries import NextStep, gating_standings
from foundation.cards import cards
from foundation.days import local_day
from people.queries import roles_of
from tests.courses.world import TAKEAWAY, TEXT, answer, complete, make_module, make_step
from tests.figures import course_standing, gating_standing, next_step


class Asking:
    """A request by `user` at `now`, as a card meets it."""

    def __init__(self, user, now):
        self.user, self.now, self.roles = user, now, roles_of(user, now)


def offered(name, person, now):
    return dict(cards)[name](Asking(person, now))


def states(person, now):
    return [str(standing.state) for standing in course_standing(person)]


def test_the_states_are_words(cast, world, now):
    assert states(cast.anna, now) == ["Not yet started", "Not yet started"]
    complete(world, "reading", cast.anna, now)
    assert states(cast.anna, now) == ["In progress", "Not yet started"]
    assert states(cast.ben, now) == ["Not yet started", "Not yet started"]


def test_minutes_left_count_what_is_not_done(cast, world, now):
    assert [standing.minutes_left for standing in course_standing(cast.anna)] == [12, 12]
    complete(world, "reading", cast.anna, now)
    assert [standing.minutes_left for standing in course_standing(cast.anna)] == [8, 12]


def test_only_gating_modules_gate(cast, world, now):
    assert [standing.title for standing in gating_standing(cast.anna)] == ["Your role"]
    assert gating_standings([cast.anna.pk, cast.ben.pk], local_day(now)) == {
        cast.anna.pk: gating_standing(cast.anna),
        cast.ben.pk: gating_standing(cast.ben),
    }


def test_a_gating_module_without_a_step_is_never_complete(cast, world, now):
    empty = make_module(world.course, "empty", "Empty", gates=True)
    ModulePage.objects.filter(pk=empty.pk).update(live=True)
    raise_generation()
    assert [(standing.title, standing.complete) for standing in gating_standing(cast.anna)] == [
        ("Your role", False),
        ("Empty", False),
    ]


def test_one_continues_at_the_first_step_that_is_not_done(cast, world, now):
    assert next_step(cast.anna) == NextStep("Reading", world.url("reading"), 4, "Your role")
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    complete(world, "checking", cast.anna, now)
    assert next_step(cast.anna).title == "Reading"
    complete(world, "reading", cast.anna, now)
    assert next_step(cast.anna).title == "Acting"


def test_a_step_that_does_not_count_holds_nobody_up(cast, world, now):
    module = make_module(world.course, "small", "Small", gates=False)
    make_step(module, "extra", [TEXT, TAKEAWAY], required=False)
    make_step(module, "needed", [TEXT, TAKEAWAY])
    small = course_standing(cast.anna)[2]
    assert (small.steps_total, small.minutes_left) == (1, 4)


def test_when_everything_is_done_there_is_nothing_to_continue(cast, world, now):
    for page in (world.risk, world.role):
        ModulePage.objects.get(pk=page.pk).unpublish()
    module = make_module(world.course, "small", "Small", gates=False)
    make_step(module, "needed", [TEXT, TAKEAWAY])
    world.steps["needed"] = StepPage.objects.get(slug="needed")
    complete(world, "needed", cast.anna, now)
    assert next_step(cast.anna) is None
    card = offered("courses.continue", cast.anna, now)
    assert (card.context["next"], states(cast.anna, now)) == (None, ["Completed"])


def test_my_day_shows_a_learner_one_step_and_the_modules(cast, world, sign_in, now):
    page = sign_in(cast.anna).get("/me/").content.decode()
    assert "Begin: Reading, about 4 minutes" in page
    assert "Needed before you may be authorised" in page
    complete(world, "reading", cast.anna, now)
    assert "Continue: Checking, about 4 minutes left" in sign_in(cast.anna).get("/me/").content.decode()


@pytest.mark.parametrize("name", ["courses.continue", "courses.modules"])
def test_somebody_who_does_not_learn_is_not_asked_to(cast, world, now, name):
    assert offered(name, cast.sam, now) is None
    complete(world, "reading", cast.sam, now)
    assert offered(name, cast.sam, now) is not None


@pytest.mark.parametrize("name", ["courses.continue", "courses.modules"])
def test_without_a_course_there_is_no_card(cast, now, name):
    assert offered(name, cast.anna, now) is None


def test_pages_say_what_to_do_when_there_is_nothing(cast, sign_in, world):
    world.course.specific.unpublish()
    page = sign_in(cast.anna).get("/courses/").content.decode()
    assert "Courses appear here as soon as a content editor publishes one." in page


def test_the_module_page_says_what_it_is_for_and_who_stands_for_it(cast, world, sign_in, now):
    complete(world, "reading", cast.anna, now)
    page = sign_in(cast.anna).get("/courses/groups/role/").content.decode()
    for said in (
        "About role.",
        "Say what it is not",
        "Reviewed by Dr Rhian Price, Consultant psychiatrist, on ",
        "To be reviewed by 1 January 2028.",
        "This module must be finished before you may be authorised.",
        "Continue: Checking, about 4 minutes",
        "1 of 3 steps done",
        "about 8 minutes left",
        "Open to review",
    ):
        assert said in page, said
