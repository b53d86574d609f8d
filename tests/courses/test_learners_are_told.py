"""What an editor tells those who had finished a step is on My day and at the module until it is read."""

import pytest

from courses.models import StepPage
from tests.courses.test_standing import offered
from tests.courses.world import complete, publish_signed
from tests.figures import course_standing

NOTE = "A new example"


@pytest.fixture
def told(world, cast, now):
    """Anna had finished a step; it has changed since, and says so."""
    complete(world, "reading", cast.anna, now)
    change(NOTE)


def change(note, *, redo=False):
    page = StepPage.objects.get(slug="reading")
    page.content_version += 1
    page.redo_from_version = page.content_version if redo else page.redo_from_version
    page.change_note = note
    publish_signed(page)


def shown(card):
    return [(step.title, step.url, step.notes) for step in card.context["changed"]] if card else []


def test_it_is_on_my_day_with_the_way_to_the_step(told, world, cast, now):
    assert shown(offered("courses.changed", cast.anna, now)) == [("Reading", world.url("reading"), (NOTE,))]


def test_it_is_in_the_modules_row_and_on_its_page(told, world, cast, sign_in, now):
    assert [[step.title for step in standing.changed] for standing in course_standing(cast.anna)] == [
        ["Reading"],
        [],
    ]
    client = sign_in(cast.anna)
    for path in ("/me/", world.place("reading").course.url):
        assert "New since you finished: Reading" in " ".join(client.get(path).content.decode().split())
    assert (
        f'<a href="{world.url("reading")}">Reading</a>: {NOTE}'
        in client.get(world.place("reading").module.url).content.decode()
    )


def test_every_change_since_is_told_oldest_first(told, world, cast, now):
    change("The law")
    assert shown(offered("courses.changed", cast.anna, now)) == [("Reading", world.url("reading"), (NOTE, "The law"))]


def test_who_has_read_it_is_not_told_again(told, world, cast, sign_in, now):
    sign_in(cast.anna).post(f"{world.url('reading')}done/", {"version": "2"})
    assert offered("courses.changed", cast.anna, now) is None


def test_who_had_not_finished_it_is_told_nothing(told, world, cast, now):
    assert (offered("courses.changed", cast.ben, now), course_standing(cast.ben)[0].changed) == (None, ())


def test_what_is_to_be_redone_is_a_task_and_no_news(told, cast, now):
    change("The law", redo=True)
    assert offered("courses.changed", cast.anna, now) is None
