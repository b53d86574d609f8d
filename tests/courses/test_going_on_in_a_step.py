"""Who comes back to a step that they have begun finds a link to where they were. It follows from what they answered."""

import pytest
from bs4 import BeautifulSoup

from courses.content_entries import fixed_id
from tests.courses.walking import plain
from tests.courses.world import (
    CHECK,
    CONVERSATION,
    MANY,
    RATING,
    SCENARIO,
    TAKEAWAY,
    TEXT,
    answer,
    complete,
    make_step,
    write,
)

URL = "/courses/groups/risk/long/"
RIGHT = {"options": [fixed_id("structure")]}


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


@pytest.fixture
def long(world):
    world.steps["long"] = make_step(world.risk, "long", [TEXT, RATING, CHECK, TEXT, MANY, SCENARIO, TAKEAWAY])
    return world


def where(client, url=URL):
    html = BeautifulSoup(client.get(url).content, "html.parser")
    found = [link["href"] for link in html.find("main")("a") if plain(link) == "Go on where you were"]
    assert all(html.find(id=link.removeprefix("#")) for link in found)
    return found


def test_who_has_not_begun_is_led_nowhere(client, long):
    assert where(client) == []


def test_it_leads_to_the_first_exercise_that_is_not_done(client, long, cast, now):
    answer(long, "long", "rating", cast.anna, {"value": 3}, now)
    assert where(client) == [f"#exercise-{fixed_id('check')}"]
    answer(long, "long", "check", cast.anna, RIGHT, now)
    assert where(client) == [f"#exercise-{fixed_id('many')}"]


def test_it_leads_back_to_one_that_was_left_out(client, long, cast, now):
    answer(long, "long", "check", cast.anna, RIGHT, now)
    assert where(client) == [f"#exercise-{fixed_id('rating')}"]


def test_a_line_that_was_begun_is_where_they_were(client, world, cast, now):
    write(world, "acting", "scenario", cast.anna, "I would", now)
    assert where(client, world.url("acting")) == [f"#exercise-{fixed_id('scenario')}"]


def test_a_conversation_goes_on_at_its_turn(client, world, cast, now):
    make_step(world.risk, "long", [TEXT, CONVERSATION, TAKEAWAY])
    client.post(f"{URL}words/{fixed_id('opening')}/", {"part-words": "Go on.", "revision": "0", "tab": "a" * 16})
    client.post(f"{URL}answer/{fixed_id('conversation')}/", {"way": fixed_id("two")[:8]})
    assert where(client) == [f"#now-{fixed_id('conversation')}"]


def test_a_finished_step_is_read_from_its_beginning(client, world, cast, now):
    answer(world, "checking", "check", cast.anna, RIGHT, now)
    complete(world, "checking", cast.anna, now)
    assert where(client, world.url("checking")) == []


def test_another_persons_answers_lead_nobody(client, long, cast, now):
    answer(long, "long", "rating", cast.ben, {"value": 3}, now)
    assert where(client) == []
