"""My logs, My day and my data: what to do first, in constant queries, and one's own words to take along."""

import json

import pytest

from confidential.services import open_sealed
from foundation.exports import exports
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.models import SessionLog
from supervision.logs.services import start_log, withdraw_log
from tests.factories import held_session
from tests.supervision.logs.canary import CANARY, WORDS
from tests.supervision.world import alder_session, draft_log, draft_reading, share_again, shared_log


def card_templates(page) -> set[str]:
    return {card.template.rpartition("/")[2] for card in page.context["cards"] if "logs" in card.template}


def test_the_list_is_ordered_by_what_there_is_to_do(cast, sign_in):
    versions = [shared_log(cast, cast.anna, alder_session(cast, days)) for days in (10, 17, 24)]
    release_reading(reading=draft_reading(cast, versions[1]), by=cast.sam, outcome="read", now=cast.now)
    withdraw_log(log=versions[2].log, by=cast.anna, now=cast.now)
    draft = draft_log(cast, cast.anna, alder_session(cast, 3))
    unlogged = alder_session(cast, 1)
    page = sign_in(cast.anna).get("/logs/").context
    found = page["shelf"]
    assert list(page["to_start"]) == [unlogged]
    assert [found.answers, found.drafts, found.shared, list(page["past"])] == [
        [versions[1].log],
        [draft],
        [versions[0].log],
        [versions[2].log],
    ]


def test_an_empty_list_says_what_to_do_next(cast, sign_in):
    page = sign_in(cast.anna).get("/logs/").content.decode()
    assert "No log yet" in page
    assert "Go to my sessions" in page


def test_the_list_takes_the_same_queries_for_1_and_30_logs(cast, sign_in, django_assert_max_num_queries):
    anna, counts = sign_in(cast.anna), []
    anna.get("/logs/")
    for logs in (1, 30):
        for days in range(SessionLog.objects.count() + 1, logs + 1):
            start_log(session=alder_session(cast, days), owner=cast.anna, now=cast.now)
        with django_assert_max_num_queries(12) as asked:
            assert len(anna.get("/logs/").context["shelf"].drafts) == logs
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_each_page_of_a_log_takes_few_queries(cast, sign_in, django_assert_max_num_queries):
    draft = draft_log(cast, cast.anna, alder_session(cast, 1), **WORDS)
    version, anna = shared_log(cast, cast.anna, **WORDS), sign_in(cast.anna)
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)
    anna.get("/logs/")
    shared = f"/logs/{version.log.pk}/"
    # An answer that is opened goes on the trail, the reply to it saves itself, and those who may read it are named.
    with django_assert_max_num_queries(22):
        assert anna.get(shared).status_code == 200
    # The line names those who will read it, and shows the number that their supervisor gives.
    for path in (f"{shared}?draft", f"{shared}share/", f"{shared}withdraw/", f"/logs/{draft.pk}/"):
        with django_assert_max_num_queries(16):
            assert anna.get(path).status_code == 200


def test_more_versions_are_no_more_queries(cast, sign_in, django_assert_max_num_queries):
    version, anna, counts = shared_log(cast, cast.anna), sign_in(cast.anna), []
    anna.get("/logs/")
    for _ in range(2):
        with django_assert_max_num_queries(12) as asked:
            anna.get(f"/logs/{version.log.pk}/")
        counts.append(len(asked))
        for number in range(5):
            share_again(cast, version, stirred=f"thought {number} about it")
    assert counts[0] == counts[1]
    old = anna.get(f"/logs/{version.log.pk}/?version=1")
    assert [text for _, text in old.context["opened"].answers] == ["what stirred Anna"]
    assert [item.number for item in old.context["others"]] == list(range(11, 1, -1))


def test_lists_open_no_text(cast, sign_in):
    shared_log(cast, cast.anna, **WORDS)
    for person in (cast.anna, cast.sam):
        for path in ("/logs/", "/me/", "/sessions/"):
            assert CANARY not in sign_in(person).get(path).content.decode()


def test_my_day_offers_sessions_and_answers(cast, sign_in):
    anna = sign_in(cast.anna)
    session = held_session(cast, cast.alder, cast.anna)
    assert card_templates(anna.get("/me/")) == {"card_sessions.html"}
    version = shared_log(cast, cast.anna, session)
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    assert card_templates(anna.get("/me/")) == {"card_sessions.html", "card_answers.html"}
    anna.get(f"/logs/{version.log.pk}/")
    assert card_templates(anna.get("/me/")) == {"card_sessions.html"}


@pytest.mark.parametrize("who", ["coordinator", "editor", "supervisor"])
def test_my_day_of_others_has_neither(cast, sign_in, who):
    shared_log(cast, cast.anna)
    assert card_templates(sign_in(cast.by_relation()[who]).get("/me/")) == set()


def test_my_data_holds_my_words_and_what_was_answered(cast):
    version = shared_log(cast, cast.anna, stirred="a heron", me_now="tired")
    drafted = draft_reading(cast, version, notes="kind")
    reading = release_reading(reading=drafted, by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)
    [log] = json.loads(json.dumps(exports["logs"](cast.anna, cast.now)))
    assert (log["group"], log["state"]) == ("Alder", "read")
    assert log["draft"] == {"stirred": "a heron", "me_now": "tired"}
    [first] = log["versions"]
    assert (first["words"], first["with"]) == ({"stirred": "a heron"}, "Sam Reyes")
    assert [(answer["by"], answer["words"]) for answer in first["answers"]] == [
        ("Sam Reyes", {"What they want to say": "kind"})
    ]
    assert [reply["words"] for reply in first["replies"]] == ["thank you"]


def test_my_data_holds_nothing_of_anybody_else(cast):
    shared_log(cast, cast.anna, **WORDS)
    assert {who: exports["logs"](person, cast.now) for who, person in cast.by_relation().items() if who != "owner"} == {
        who: [] for who in cast.by_relation() if who != "owner"
    }


def test_my_sessions_are_in_my_data(cast):
    alder_session(cast)
    [session] = json.loads(json.dumps(exports["sessions"](cast.anna, cast.now)))
    assert (session["group"], session["attending"], session["facilitators"]) == (
        "Alder",
        7,
        ["Anna Okoye", "Ben Walsh"],
    )
    assert exports["sessions"](cast.sam, cast.now) == []


def test_a_draft_answer_is_not_in_my_data(cast):
    version = shared_log(cast, cast.anna)
    drafted = draft_reading(cast, version, notes="not yet")
    [log] = exports["logs"](cast.anna, cast.now)
    assert log["versions"][0]["answers"] == []
    assert open_sealed(drafted, viewer=cast.sam, now=cast.now)["notes"] == "not yet"


def test_a_draft_that_was_begun_takes_no_session_off_my_day(cast, sign_in):
    """The list of logs names it once, among the drafts; My day says to go on with it."""
    session, anna = alder_session(cast, 3), sign_in(cast.anna)
    log = start_log(session=session, owner=cast.anna, now=cast.now)
    cards = [card for card in anna.get("/me/").context["cards"] if card.template.endswith("card_sessions.html")]
    assert [(card, card.begun) for card in cards[0].context["sessions"]] == [(session, log.pk)]
    assert f'href="/logs/{log.pk}/">Go on with my log' in anna.get("/me/").content.decode()
    listed = anna.get("/logs/").context
    assert (list(listed["to_start"]), listed["shelf"].drafts) == ([], [log])
    withdraw_log(log=log, by=cast.anna, now=cast.now)
    assert "Go on with my log" not in anna.get("/me/").content.decode()
