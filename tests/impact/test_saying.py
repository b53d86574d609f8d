"""A participant says four numbers after a session: by a link of the programme, and nothing tells who it was."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delivery.models import Effect
from foundation.days import local_day
from foundation.suppression import Quarter
from impact.models import ParticipantWord
from impact.tickets import LASTS, ticket_in
from people.signing_in.models import Tally
from tests.impact.saying import ABOUT, NUMBERS, SAY, THANKS, asking_the_national_question, page, say, text, ticket

FROM = "192.0.2.77"


@pytest.fixture
def client(cast) -> Client:
    return Client(REMOTE_ADDR=FROM)


def kept() -> list[dict]:
    return [{key: value for key, value in row.items() if key != "id"} for row in ParticipantWord.objects.values()]


def test_four_numbers_are_kept_with_their_programme_and_quarter_alone(client, cast):
    response = say(client, cast.now)
    assert (response.status_code, response["Location"]) == (302, THANKS)
    quarter = Quarter.of(local_day(cast.now, cast.thames.zone))
    answers = {key: int(value) for key, value in NUMBERS.items()}
    assert kept() == [
        {
            "programme_id": cast.thames.pk,
            "year": quarter.year,
            "number": quarter.number,
            "answers": answers,
            "lonely": "",
        }
    ]


def test_any_of_them_can_be_left_out(client, cast):
    say(client, cast.now, safe="", heard="out")
    assert [row["answers"] for row in kept()] == [{"less_alone": 6, "worse": 1}]


def test_without_any_number_nothing_is_kept_and_the_page_says_so(client, cast):
    response = say(client, cast.now, **dict.fromkeys(NUMBERS, "out"))
    assert (response.status_code, kept()) == (422, [])
    assert text(response).count("Choose a number for at least one of them") == 1


@pytest.mark.parametrize("given", ["11", "-1", "7.5", "many", "\u0667"])
def test_what_is_no_number_from_0_to_10_is_asked_again(client, cast, given):
    response = say(client, cast.now, heard=given)
    assert (response.status_code, kept()) == (422, [])
    assert text(response).count("Choose a number from 0 to 10.") == 2
    assert page(response).select_one("#id_safe_8").has_attr("checked")


def test_pressing_twice_is_once(client, cast):
    same = ticket(cast.now)
    for _ in range(2):
        assert client.post(SAY, {"ticket": same} | NUMBERS)["Location"] == THANKS
    assert len(kept()) == 1


def test_two_who_say_the_same_are_two(client, cast):
    say(client, cast.now)
    say(client, cast.now)
    assert len(kept()) == 2


def test_the_national_question_is_asked_where_a_programme_asks_it(client, cast):
    assert page(client.get(SAY)).select('[name="lonely"]') == []
    asking_the_national_question(cast)
    answers = [field["value"] for field in page(client.get(SAY)).select('[name="lonely"]')]
    assert answers == ["often", "some", "occasionally", "hardly", "never"]
    say(client, cast.now, lonely="occasionally")
    assert [row["lonely"] for row in kept()] == ["occasionally"]


def test_nobody_has_to_answer_it(client, cast):
    asking_the_national_question(cast)
    assert say(client, cast.now)["Location"] == THANKS


def test_where_it_is_not_asked_it_is_not_taken(client, cast):
    say(client, cast.now, lonely="often")
    assert [row["lonely"] for row in kept()] == [""]


# Words ----------------------------------------------------------------------------------------------------------------


def test_there_is_no_room_for_words(client, cast):
    boxes = page(client.get(SAY)).select("textarea, input:not([type=radio]):not([type=hidden])")
    # The one box is for programs.
    assert [box["name"] for box in boxes] == ["website"]
    say(client, cast.now, comment="I cannot go on.", safe="9")
    assert "cannot go on" not in str(kept())


def test_whom_to_ring_stands_above_the_first_question(client):
    html = client.get(SAY).content.decode()
    assert 0 < html.index('class="hf-ring-line"') < html.index("<form method=")
    assert page(client.get(THANKS)).select(".hf-main .hf-ring-line a[href='tel:999']") != []


def test_the_page_says_how_to_reach_the_programme(client, cast):
    assert text(client.get(SAY)).count("speak to one of the facilitators of your group") == 1
    asking_the_national_question(cast, reached_by="01632 960 001, weekdays 9 to 5")
    for address in (SAY, THANKS):
        assert text(client.get(address)).count("To tell the programme something: 01632 960 001, weekdays 9 to 5") == 1


# No trace -------------------------------------------------------------------------------------------------------------

ANSWERS = {
    "the page": lambda client, now: client.get(SAY),
    "thanks": lambda client, now: client.get(THANKS),
    "what a group is": lambda client, now: client.get(ABOUT),
    "taken": say,
    "refused": lambda client, now: say(client, now, heard="11"),
    "a programme that is not there": lambda client, now: client.get("/say/nowhere/"),
    "no page at all": lambda client, now: client.get("/say/thames/what/"),
    "a way that is not offered": lambda client, now: client.put(SAY),
    "without a slash": lambda client, now: client.get("/say/thames"),
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("who", ["a stranger", "Anna, signed in", "an old session", "a known browser"])
def test_no_answer_carries_a_cookie_whoever_asks(client, cast, who, name):
    if who == "Anna, signed in":
        client.force_login(cast.anna)
    elif who == "an old session":
        client.cookies["sessionid"] = "x" * 32
    elif who == "a known browser":
        client.cookies["known"] = "something"
    response = ANSWERS[name](client, cast.now)
    assert (dict(response.cookies), response.headers.get("Set-Cookie")) == ({}, None)


def test_whoever_is_signed_in_is_nobody_there(client, cast):
    client.force_login(cast.anna)
    sessions = list(Session.objects.values_list("session_key", "session_data", "expire_date"))
    with CaptureQueriesContext(connection) as asked:
        html = client.get(SAY)
    assert "Sign out" not in text(html)
    assert [query["sql"] for query in asked if "session" in query["sql"] or "people_user" in query["sql"]] == []
    say(client, cast.now)
    assert list(Session.objects.values_list("session_key", "session_data", "expire_date")) == sessions
    assert str(cast.anna.pk) not in str(kept())


def test_no_address_of_theirs_is_written_anywhere(client, cast, caplog):
    caplog.set_level(logging.DEBUG)
    say(client, cast.now)
    say(client, cast.now, heard="11")
    client.get("/say/nowhere/")
    assert (Tally.objects.count(), Effect.objects.count(), Session.objects.count()) == (0, 0, 0)
    assert FROM not in caplog.text
    assert [line for line in caplog.text.splitlines() if "safe" in line and "INSERT" not in line] == []


def test_nobody_in_between_keeps_the_page(client, cast):
    response = client.get(SAY)
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_it_works_without_a_script(client, cast):
    html = page(client.get(SAY))
    assert html("script") == []
    assert html.form.select('[name="csrfmiddlewaretoken"]') == []


# Programs -------------------------------------------------------------------------------------------------------------


def test_a_program_that_fills_every_box_is_refused(client, cast):
    assert (say(client, cast.now, website="http://spam.example").status_code, kept()) == (422, [])


def test_whoever_is_too_quick_looks_once_more(client, cast):
    quick = ticket(cast.now, ago=timedelta(0))
    response = client.post(SAY, {"ticket": quick} | NUMBERS)
    assert (response.status_code, kept()) == (422, [])
    assert text(response).count("That was very quick.") == 1
    # The same page, so that waiting and pressing again will do.
    shown = page(response).select_one('[name="ticket"]')["value"]
    assert ticket_in(shown, cast.now) == ticket_in(quick, cast.now)


@pytest.mark.parametrize("ago", [LASTS, -timedelta(minutes=1)])
def test_a_page_from_another_day_asks_to_press_again(client, cast, ago):
    response = client.post(SAY, {"ticket": ticket(cast.now, ago=ago)} | NUMBERS)
    assert (response.status_code, kept()) == (422, [])
    assert page(response).select_one("#id_heard_7").has_attr("checked")


@pytest.mark.parametrize("forged", ["", "abc", "a:b:c", "WyJ4IiwgMV0:1:2"])
def test_a_ticket_that_is_not_ours_is_none(client, cast, forged):
    assert client.post(SAY, {"ticket": forged} | NUMBERS).status_code == 422


def test_one_network_has_its_share_and_loses_nothing(client, cast, settings, one_instant):
    settings.SAY_PER_NETWORK = 2
    client.defaults["REMOTE_ADDR"] = "192.0.2.78"
    statuses = [say(client, cast.now).status_code for _ in range(3)]
    busy = say(client, cast.now)
    assert (statuses, busy["Retry-After"], len(kept())) == ([302, 302, 429], "600", 2)
    assert page(busy).select_one("#id_safe_8").has_attr("checked")
    assert say(Client(REMOTE_ADDR="192.0.2.79"), cast.now).status_code == 302


def test_what_was_said_can_be_neither_changed_nor_deleted(client, cast):
    say(client, cast.now)
    for change in (lambda rows: rows.update(lonely="never"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(ParticipantWord.objects.all())
