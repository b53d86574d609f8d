"""What is new or to be done again is said in the same words on My day, in the lists and at the step."""

import pytest
from bs4 import BeautifulSoup
from django.utils.formats import date_format

from courses.models import StepPage
from courses.progress.models import LearningStep
from tests.courses.walking import plain
from tests.courses.world import TAKEAWAY, TEXT, complete, make_step, publish_signed

NOTE = "A new example"


def change(*, redo=False):
    page = StepPage.objects.get(slug="reading")
    page.content_version += 1
    page.redo_from_version = page.content_version if redo else page.redo_from_version
    page.change_note = NOTE
    publish_signed(page)


def text(client, url):
    return plain(BeautifulSoup(client.get(url).content, "html.parser").find("main"))


def row(client, url, title):
    html = BeautifulSoup(client.get(url).content, "html.parser")
    link = next(link for link in html(class_="nhsuk-task-list__link") if plain(link) == title)
    return plain(link.find_parent("li"))


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


@pytest.fixture
def finished(world, cast, now):
    """Anna has finished the reading step."""
    complete(world, "reading", cast.anna, now)
    return world


def test_what_is_new(client, finished):
    change()
    assert f"New since you finished Reading : {NOTE}" in text(client, "/me/")
    assert "New since you finished: Reading" in row(client, "/courses/groups/", "Your role")
    said = row(client, "/courses/groups/role/", "Reading")
    assert (f"New since you finished: {NOTE}" in said, said.endswith("Completed")) == (True, True)
    assert f"New since you finished {NOTE}" in text(client, finished.url("reading"))


def test_what_is_to_be_done_again(client, finished):
    change(redo=True)
    day = date_format(LearningStep.objects.get(title="Reading").redo_by, "j F Y")
    assert f"Reading : {NOTE}. Please do it by {day}" in text(client, "/me/")
    assert f"To do again by {day}: Reading" in row(client, "/courses/groups/", "Your role")
    said = row(client, "/courses/groups/role/", "Reading")
    assert (f"To do again by {day}: {NOTE}" in said, said.endswith("To do again")) == (True, True)
    step = text(client, finished.url("reading"))
    assert (f"Please do it by {day}." in step, f"New since you finished {NOTE}" in step) == (True, True)


def test_a_step_that_was_added_to_a_finished_module(client, world, cast, now):
    for slug in ("placing", "reflecting", "choosing"):
        StepPage.objects.get(slug=slug).unpublish()
    alone = make_step(world.risk, "alone", [TEXT, TAKEAWAY])
    world.steps["alone"] = alone
    complete(world, "alone", cast.anna, now)
    make_step(world.risk, "added", [TEXT, TAKEAWAY])
    assert "New since you finished: 1 step" in row(client, "/courses/groups/", "Distress and risk")
    said = row(client, "/courses/groups/risk/", "Added")
    assert ("New since you finished" in said, said.endswith("Not yet done")) == (True, True)
    assert "New since you finished" not in row(client, "/courses/groups/risk/", "Alone")


def test_who_has_not_finished_is_told_nothing(client, finished, cast, sign_in):
    change()
    other = sign_in(cast.ben)
    for url in ("/me/", "/courses/groups/", "/courses/groups/role/", finished.url("reading")):
        assert "since you finished" not in text(other, url)
