"""What everyone must do again says why and by when: on My day, in the module's row, at the step, and at the gate."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.formats import date_format

from certificates.items import module_item
from courses.progress.models import LearningStep
from courses.progress.queries import finished_by, standing_of
from courses.redoing import REDO_WITHIN, take_back
from foundation.days import local_day
from tests.courses.test_editing import save
from tests.courses.test_everyone_must_redo import CONFIRMED, page
from tests.courses.world import complete


@pytest.fixture
def by(world, cast, sign_in, now) -> date:
    """Anna had finished the step; Eddie has asked everybody to do it again."""
    complete(world, "reading", cast.anna, now)
    save(sign_in(cast.eddie), world, **CONFIRMED)
    return local_day(now) + REDO_WITHIN


def said(client, url):
    return " ".join(BeautifulSoup(client.get(url).content, "html.parser").main.get_text(" ").split())


def standing(world, person):
    return standing_of(world.place("reading").module, finished_by([person.pk])[person.pk])


def test_learners_have_four_weeks(by, world, cast):
    assert LearningStep.objects.get(title="Reading").redo_by == by
    (redo,) = standing(world, cast.anna).redo
    assert (redo.title, redo.url, redo.notes, redo.by) == (
        "Reading",
        world.url("reading"),
        ("The law has changed",),
        by,
    )


def test_it_is_said_wherever_the_step_is_met(by, world, cast, sign_in):
    client, day = sign_in(cast.anna), date_format(by, "j F Y")
    assert f"Reading : The law has changed. Please do it by {day}" in said(client, "/me/")
    assert f"To do again by {day}: Reading" in said(client, "/courses/groups/")
    assert f"Please do it by {day}" in said(client, "/courses/groups/role/")
    assert f"Please do it by {day}." in said(client, world.url("reading"))


def test_who_had_not_finished_it_is_asked_nothing(by, world, cast, sign_in):
    client = sign_in(cast.ben)
    urls = ("/me/", "/courses/groups/", "/courses/groups/role/", world.url("reading"))
    assert [("again" in said(client, url), standing(world, cast.ben).redo) for url in urls] == [(False, ())] * 4


def test_the_gate_says_why_and_leads_to_the_step(by, world, cast):
    item = module_item(cast.anna, standing(world, cast.anna))
    assert (item.done, item.url, item.own) == (False, world.url("reading"), True)
    assert item.detail == f"“Reading” has changed and must be done again, by {date_format(by, 'j F Y')}"


def test_once_it_is_done_again_nobody_speaks_of_it(by, world, cast, sign_in, now):
    complete(world, "reading", cast.anna, now + timedelta(hours=1))
    assert (standing(world, cast.anna).redo, "To do again" in said(sign_in(cast.anna), "/me/")) == ((), False)


def test_taken_back_it_has_no_day_and_nobody_is_asked(by, world, cast, now):
    take_back(page=page(), person=cast.eddie, now=now)
    assert (LearningStep.objects.get(title="Reading").redo_by, standing(world, cast.anna).redo) == (None, ())
