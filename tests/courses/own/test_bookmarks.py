"""One press keeps a step at hand, and one takes it away; the list is on the course's page, for its owner alone."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.content_entries import fixed_id
from courses.own.models import Bookmark
from courses.own.queries import Kept, kept_at
from courses.own.services import bookmark_step, remove_bookmark
from courses.progress.models import CheckAnswer, Reflection
from foundation.exports import exports
from tests.courses.world import TAKEAWAY, TEXT, make_step


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def press(client, world, slug, value, **more):
    return client.post(f"{world.url(slug)}bookmark/", {"bookmark": value, "step": fixed_id("step", slug), **more})


def button(client, world, slug="reading"):
    page = BeautifulSoup(client.get(world.url(slug)).content, "html.parser")
    (found,) = page.select("button[name=bookmark]")
    return found["value"], found.get_text(strip=True), found["form"], found["formaction"]


def listed(client):
    page = BeautifulSoup(client.get("/courses/groups/").content, "html.parser")
    return [link.get_text(strip=True) for link in page.select("h2:-soup-contains('What you keep here') ~ ul li > a")]


def test_one_press_bookmarks_a_step_and_the_next_takes_it_away(client, world):
    there = f"{world.url('reading')}bookmark/"
    assert button(client, world) == ("on", "Bookmark this step", "step", there)
    answer = press(client, world, "reading", "on")
    assert (answer.status_code, answer["Location"]) == (302, f"{world.url('reading')}#own")
    assert button(client, world) == ("off", "Remove the bookmark", "step", there)
    press(client, world, "reading", "off")
    assert (button(client, world)[0], Bookmark.objects.count()) == ("on", 0)


def test_twice_is_once(cast, world, now):
    key = world.place("reading").step.key
    for _again in range(2):
        bookmark_step(step=key, person=cast.anna, now=now)
    assert Bookmark.objects.count() == 1
    for _again in range(2):
        remove_bookmark(step=key, person=cast.anna)
    assert Bookmark.objects.count() == 0


def test_the_button_keeps_what_is_on_the_page(client, world, cast):
    """It is a button of the step's one form: a choice and a half-written line are not lost to it."""
    block = fixed_id("check")
    press(client, world, "checking", "on", here=block, **{f"{block}-option": fixed_id("solutions")})
    words = {"block": fixed_id("reflection"), "part-words": "Half a thought", "revision": "0", "tab": "a" * 16}
    client.get(world.url("reflecting"))
    press(client, world, "reflecting", "on", **words)
    assert CheckAnswer.objects.get(person=cast.anna).chosen == {"options": [fixed_id("solutions")]}
    assert Reflection.objects.select_related("text").get(person=cast.anna).text.version == 1
    assert Bookmark.objects.count() == 2


def test_opening_its_address_changes_nothing(client, world):
    assert client.get(f"{world.url('reading')}bookmark/")["Location"] == f"{world.url('reading')}#own"
    assert Bookmark.objects.count() == 0


def test_the_courses_page_lists_them_in_its_order_for_their_owner_alone(client, cast, world, sign_in, now):
    for slug in ("choosing", "reading"):
        bookmark_step(step=world.place(slug).step.key, person=cast.anna, now=now)
    bookmark_step(step=world.place("acting").step.key, person=cast.ben, now=now)
    assert (listed(client), listed(sign_in(cast.ben)), listed(sign_in(cast.sam))) == (
        ["Reading", "Choosing"],
        ["Acting"],
        [],
    )


def test_a_step_that_is_taken_down_leaves_the_list_and_comes_back_to_it(client, cast, world, now):
    step = world.steps["choosing"]
    bookmark_step(step=step.translation_key, person=cast.anna, now=now)
    step.unpublish()
    assert listed(client) == []
    step.refresh_from_db()
    step.save_revision().publish()
    assert listed(client) == ["Choosing"]


def test_they_are_in_the_owners_data_and_in_nobody_elses(cast, world, now):
    bookmark_step(step=world.place("reading").step.key, person=cast.anna, now=now)
    (one,) = exports["bookmarks"](cast.anna, now)
    assert (one["step"], exports["bookmarks"](cast.ben, now)) == ("Reading", [])


def test_nobody_elses_bookmark_shows_at_a_step(cast, world, now):
    key = world.place("reading").step.key
    bookmark_step(step=key, person=cast.ben, now=now)
    assert (kept_at(key, cast.anna, now), kept_at(key, cast.ben, now)) == (Kept(), Kept(bookmarked=True))


def test_the_list_costs_the_same_at_1_and_30(client, cast, world, now):
    def queries() -> int:
        client.get("/courses/groups/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/courses/groups/")
        return len(asked)

    bookmark_step(step=world.place("reading").step.key, person=cast.anna, now=now)
    few = queries()
    for number in range(30):
        page = make_step(world.role, f"more-{number}", [TEXT, TAKEAWAY], translation_key=fixed_id("m", str(number)))
        bookmark_step(step=page.translation_key, person=cast.anna, now=now)
    assert (queries(), len(listed(client))) == (few, 31)
