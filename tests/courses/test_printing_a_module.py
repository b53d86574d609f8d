"""A module on one page, to print: what is read and asked, the numbers to ring, and nobody's answers or words."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.content_entries import fixed_id
from tests.courses.world import CHECK, SCENARIO, TEXT, answer, block, complete, make_step, write

SECRET = "I froze, and Tunde laughed"
AFTER = block("text", "after", "<p>What most of us would do.</p>")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def paper(client, module="role"):
    return BeautifulSoup(client.get(f"/courses/groups/{module}/all/print/").content, "html.parser").main


def test_every_step_is_on_it_in_order_with_its_text_and_questions(client, world):
    page = paper(client)
    titles = [heading.get_text(strip=True) for heading in page.select(".hf-printed > h2")]
    assert titles == ["1. Reading", "2. Checking", "3. Acting"]
    assert all(said in page.get_text() for said in ("It is 19:28.", "What is the main job?", "Saturday, 22:40."))


def test_the_module_leads_there(client, world):
    page = BeautifulSoup(client.get("/courses/groups/role/").content, "html.parser")
    assert page.select_one("a[href='/courses/groups/role/all/print/']") is not None


def test_neither_ones_own_words_nor_a_verdict_are_on_it(client, cast, world, now):
    write(world, "reflecting", "reflection", cast.anna, SECRET, now)
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    text = paper(client).get_text() + paper(client, "risk").get_text()
    found = [said for said in (SECRET, "Time and turns are yours.", "She managed.") if said in text]
    assert (found, "Who listened well to me?" in text) == ([], True)


def test_what_discusses_a_scenario_is_left_out_until_its_step_is_done(client, cast, world, now):
    make_step(world.risk, "talking", [TEXT, SCENARIO, AFTER], translation_key=fixed_id("step", "talking"))
    text = paper(client, "risk").get_text()
    assert ("What most of us would do." in text, "printed here once you have done it" in text) == (False, True)


def test_numbers_to_ring_stand_on_top_and_nothing_can_be_sent(client, world):
    page = paper(client)
    assert (page.find("form"), len(page.select("fieldset[disabled]")), page.select_one(".hf-ring") is not None) == (
        None,
        2,
        True,
    )


def test_a_module_that_is_taken_down_has_no_paper(client, world):
    world.risk.unpublish()
    assert client.get("/courses/groups/risk/all/print/").status_code == 404


def test_constant_at_1_and_30_steps(client, cast, world, now):
    def queries() -> int:
        paper(client)
        with CaptureQueriesContext(connection) as asked:
            paper(client)
        return len(asked)

    few = queries()
    for number in range(30):
        make_step(world.role, f"more-{number}", [TEXT, CHECK], translation_key=fixed_id("more", str(number)))
    complete(world, "reading", cast.anna, now)
    assert queries() == few
