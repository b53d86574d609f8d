"""The number of queries of each learner's page is the same at 1 and at 30 rows, and 12 at most on a step."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.content_entries import fixed_id
from courses.progress.models import LearningStep, StepCompletion
from courses.progress.queries import gating_standings
from foundation.days import local_day
from tests.courses.world import (
    CHECK,
    REFLECTION,
    TAKEAWAY,
    TEXT,
    answer,
    block,
    complete,
    make_module,
    make_step,
    write,
)
from tests.people import make_person

MOST = 12


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def queries_of(client, url):
    """Queries of a page once what all visits share is there: the brand's row, and then what is built from it."""
    client.get(url)
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def thirty_more(world, person, now):
    """30 steps more in the module and 30 modules more in the course, half of the steps finished."""
    for number in range(30):
        make_step(world.role, f"more-{number}", [TEXT, TAKEAWAY], translation_key=fixed_id("more", str(number)))
        make_module(world.course, f"module-{number}", f"Module {number}", gates=False)
    for step in LearningStep.objects.filter(title__startswith="More")[:15]:
        StepCompletion.objects.create(step=step, person=person, content_version=1, completed_at=now)


@pytest.mark.parametrize("page", ["index", "course", "module", "step", "day"])
def test_constant_at_1_and_30_rows(client, world, cast, now, page):
    url = {
        "index": "/courses/",
        "course": "/courses/groups/",
        "module": "/courses/groups/role/",
        "step": world.url("checking"),
        "day": "/me/",
    }[page]
    complete(world, "reading", cast.anna, now)
    few = queries_of(client, url)
    thirty_more(world, cast.anna, now)
    assert queries_of(client, url) == few
    assert page == "day" or few <= MOST


def test_constant_in_the_number_of_exercises_and_of_other_people(client, world, cast, now):
    one = make_step(world.risk, "one", [CHECK, TAKEAWAY])
    many = make_step(
        world.risk, "many", [*({**CHECK, "id": fixed_id("check", str(number))} for number in range(30)), TAKEAWAY]
    )
    for number in range(30):
        person = make_person(f"Person{number} Smith")
        answer(world, "checking", "check", person, {"options": [fixed_id("solutions")]}, now)
    assert queries_of(client, one.url) == queries_of(client, many.url)


def test_the_fullest_step_stays_within_the_budget(client, world, cast, now):
    """Crisis numbers, private words, answers and a news line on one page."""
    help_here = block("help", "help", None)
    page = make_step(world.risk, "full", [help_here, TEXT, CHECK, REFLECTION, TAKEAWAY], distressing=True)
    write(world, "reflecting", "reflection", cast.anna, "words", now)
    assert queries_of(client, page.url) <= MOST


def test_constant_for_a_board_of_many_people(cast, world, now, django_assert_num_queries):
    people = [make_person(f"Person{number} Smith").pk for number in range(30)]
    gating_standings(people[:1], local_day(now))
    with django_assert_num_queries(2):
        assert len(gating_standings(people[:1], local_day(now))) == 1
    with django_assert_num_queries(2):
        assert len(gating_standings(people, local_day(now))) == 30
