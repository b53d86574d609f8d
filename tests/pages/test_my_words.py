"""My words: all that a person has written, by date, searched and printed by them, and opened for nobody else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from confidential.models import AccessEntry
from confidential.registry import sealed_models
from confidential.services import begin_words, save_words
from courses.content_entries import fixed_id
from pages.my_words import A_PART
from people.models import Appointment, Role, SupervisionAssignment
from supervision.logs.answering import begin_reply, release_reading, reply_to_reading
from supervision.logs.services import redact_log
from tests.courses.world import make_world, write
from tests.supervision.world import alder_session, draft_log, draft_reading, shared_log

MINE = "The pause after Ben spoke"


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def put(record, now, **parts):
    version = begin_words(record, now=now).version
    return save_words(record, parts, base=version, tab="c" * 16, sequence=version + 1, now=now)


def texts_on(client, path="/words/", sought=None):
    answer = client.get(path) if sought is None else client.post(path, {"sought": sought})
    html = BeautifulSoup(answer.content, "html.parser")
    return [words.get_text() for words in html.main.select("article .hf-words")]


def everything(cast, world):
    """One text of each kind that a facilitator writes; the newest last."""
    version = shared_log(cast, cast.anna, stirred=f"{MINE}: log")
    at = [cast.now + timedelta(minutes=number) for number in range(1, 7)]
    put(write(world, "reflecting", "reflection", cast.anna, "x", at[0]), at[0], words=f"{MINE}: reflection")
    put(write(world, "acting", "scenario", cast.anna, "x", at[1]), at[1], words=f"{MINE}: line")
    reading = release_reading(
        reading=draft_reading(cast, version, notes="What Sam thinks"), by=cast.sam, outcome="read", now=at[3]
    )
    reply_to_reading(reading=reading, by=cast.anna, words=f"{MINE}: reply", now=at[4])
    put(begin_reply(log=version.log, now=at[5]), at[5], words=f"{MINE}: next reply")
    return version


def test_everything_stands_there_the_newest_first(cast, world, client):
    everything(cast, world)
    kinds = ("next reply", "reply", "line", "reflection", "log", "log")
    assert texts_on(client) == [f"{MINE}: {kind}" for kind in kinds]
    assert texts_on(client, "/words/print/") == texts_on(client)


def test_nobody_elses_words_do(cast, world, sign_in):
    everything(cast, world)
    write(world, "reflecting", "reflection", cast.ben, "Ben's own", cast.now)
    for relation, person in cast.by_relation().items():
        shown = " ".join(texts_on(sign_in(person)))
        assert (MINE in shown, "Ben's own" in shown) == (relation == "owner", relation == "partner"), relation


def test_reading_ones_own_leaves_no_trace(cast, world, client):
    everything(cast, world)
    before = AccessEntry.objects.count()
    texts_on(client)
    texts_on(client, sought="pause")
    assert AccessEntry.objects.count() == before


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("PAUSE after", 6),
        ("  ben   spoke ", 6),
        ("reflection", 1),
        ("next reply", 1),
        ("What Sam thinks", 0),
        ("stirred", 0),
        ("%", 0),
        (".*", 0),
    ],
)
def test_they_are_searched_by_what_they_say(cast, world, client, sought, found):
    everything(cast, world)
    assert len(texts_on(client, sought=sought)) == found


def test_what_is_sought_stands_in_no_address_and_no_log(cast, world, client, caplog):
    everything(cast, world)
    html = BeautifulSoup(client.post("/words/", {"sought": "pause"}).content, "html.parser")
    assert html.find("form", role="search")["method"] == "post"
    assert [link["href"] for link in html("a", href=True) if "pause" in link["href"]] == []
    assert "pause" not in caplog.text
    assert client.get("/words/?sought=pause").context.get("sought") is None


def test_what_was_destroyed_is_not_there(cast, world, client):
    version = everything(cast, world)
    redact_log(log=version.log, by=cast.anna, now=cast.now)
    assert texts_on(client) == [f"{MINE}: line", f"{MINE}: reflection"]


def test_words_whose_question_was_replaced_are_there_and_on_my_data(cast, world, client, now):
    write(world, "reflecting", "reflection", cast.anna, MINE, now)
    step = world.steps["reflecting"]
    blocks = [block for block in step.body.raw_data if block["type"] != "reflection"]
    new = {"type": "reflection", "id": fixed_id("new"), "value": {"prompt": "Another question?", "help": ""}}
    step.body = [*blocks, new]
    step.save_revision().publish()
    page = client.get("/words/").content.decode()
    assert (texts_on(client), "This question is no longer in the course." in page) == ([MINE], True)
    data = client.get("/me/data/").content.decode()
    assert ("Reflecting: Who listened well to me?" in data, MINE in data) == (True, False)


@pytest.mark.parametrize("what", ["unpublish", "delete"])
def test_so_are_words_whose_step_is_gone(cast, world, client, now, what):
    write(world, "reflecting", "reflection", cast.anna, MINE, now)
    getattr(world.steps["reflecting"], what)()
    assert texts_on(client) == [MINE]
    assert "Reflecting: Who listened well to me?" in client.get("/me/data/").content.decode()


def test_words_whose_question_stands_lead_to_it_and_are_not_on_my_data(cast, world, client, now):
    write(world, "reflecting", "reflection", cast.anna, MINE, now)
    html = BeautifulSoup(client.get("/words/").content, "html.parser")
    assert html.article.a["href"] == f"{world.url('reflecting')}#exercise-{fixed_id('reflection')}"
    assert "Your answers to old questions" not in client.get("/me/data/").content.decode()


def test_a_supervisor_finds_what_they_wrote_while_they_supervise(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred=MINE)
    draft_reading(cast, version, notes="What Sam thinks of it")
    assert texts_on(sign_in(cast.sam)) == ["What Sam thinks of it"]
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=cast.now)
    assert texts_on(sign_in(cast.sam)) == []


def test_what_they_wrote_of_themselves_stays_theirs_when_a_role_ends(cast, world, client, now):
    write(world, "reflecting", "reflection", cast.anna, MINE, now)
    Appointment.objects.filter(person=cast.anna, role=Role.FACILITATOR).update(ends_at=now)
    assert texts_on(client) == [MINE]


def test_a_long_list_is_paged_with_no_more_queries_than_a_short_one(cast, world, client, now):
    def queries():
        client.get("/words/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/words/")
        # The session's own line is written when it is old enough, whatever the page.
        return sum("SAVEPOINT" not in item["sql"] and "django_session" not in item["sql"] for item in asked)

    draft = draft_log(cast, cast.anna, alder_session(cast))
    put(draft, now, stirred=MINE)
    write(world, "reflecting", "reflection", cast.anna, MINE, now)
    few = queries()
    for number in range(30):
        log = draft_log(cast, cast.anna, alder_session(cast, days_ago=number + 4))
        put(log, now, stirred=f"{MINE} {number}")
    # A page of logs alone asks less than one that has a reflection too.
    assert queries() <= few
    assert (len(texts_on(client)), len(texts_on(client, "/words/?page=2")) > 0) == (20, True)
    assert len(texts_on(client, sought="pause")) == len(texts_on(client, "/words/print/"))


@pytest.mark.parametrize("name", [name for name, _policy in sealed_models if not name.startswith("confidential.")])
def test_every_kind_of_text_has_a_name_for_its_writer(name):
    assert str(sealed_models[name].name) != ""


def test_an_empty_page_says_what_will_stand_there(client):
    assert "Nothing yet. What you write" in client.get("/words/").content.decode()


def test_more_than_a_hundred_are_printed_in_parts(cast, client, now):
    for number in range(A_PART + 1):
        log = draft_log(cast, cast.anna, alder_session(cast, days_ago=number + 4))
        put(log, now, stirred=f"{MINE} {number}")
    first, second = texts_on(client, "/words/print/"), texts_on(client, "/words/print/?page=2")
    assert (len(first), len(second), len({*first, *second})) == (A_PART, 1, A_PART + 1)
    said = BeautifulSoup(client.get("/words/print/?page=2").content, "html.parser").main.get_text(" ", strip=True)
    assert "Part 2 of 2, the newest first." in said
    link = BeautifulSoup(client.get("/words/").content, "html.parser").find("a", href="/words/print/")
    assert link.get_text(" ", strip=True) == "To print, in 2 parts"
