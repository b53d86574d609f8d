"""In one process one request after the other, and first whoever has had the least time of late."""

import threading
import time

import pytest
from django.conf import settings

from config.turns import SHARE_SECONDS, Crowded, Turns, names_of

SENT_AWAY = "sent away"


def queued(turns: Turns, visitors: list[tuple[str, ...]]) -> list[str]:
    """In which order they are answered, who come in this order while somebody else is answered."""
    answered: list[str] = []

    def ask(names: tuple[str, ...]) -> None:
        try:
            with turns.turn(*names):
                answered.append(names[0])
        except Crowded:
            answered.append(f"{names[0]} {SENT_AWAY}")

    threads = [threading.Thread(target=ask, args=(names,)) for names in visitors]
    with turns.turn("somebody else", "elsewhere"):
        for number, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns.waiting) + len(answered) < number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(timeout=20)
    return answered


def at_home(*visitors: str) -> list[tuple[str, str]]:
    return [(visitor, f"home of {visitor}") for visitor in visitors]


def test_those_who_ask_for_little_are_answered_as_they_came():
    assert queued(Turns(9), at_home("anna", "ben", "sam", "cora")) == ["anna", "ben", "sam", "cora"]


def test_whoever_asked_for_much_waits_for_those_who_did_not():
    turns = Turns(9)
    turns.had = {"mallory": 20 * SHARE_SECONDS, "trudy": 2 * SHARE_SECONDS, "anna": SHARE_SECONDS / 2}
    assert queued(turns, at_home("mallory", "trudy", "anna", "ben")) == ["anna", "ben", "trudy", "mallory"]


def test_sessions_that_are_made_up_wait_for_those_from_elsewhere():
    turns = Turns(9)
    turns.had = {"cellar": 20 * SHARE_SECONDS}
    visitors = [("made up", "cellar"), ("made up too", "cellar"), ("anna", "ward")]
    assert queued(turns, visitors) == ["anna", "made up", "made up too"]


def test_where_too_many_wait_whoever_had_the_most_is_sent_away():
    turns = Turns(2)
    turns.had = {"mallory": 20 * SHARE_SECONDS, "trudy": 2 * SHARE_SECONDS}
    visitors = at_home("mallory", "trudy", "anna", "ben", "sam")
    assert queued(turns, visitors) == [f"{name} {SENT_AWAY}" for name in ("mallory", "trudy", "sam")] + ["anna", "ben"]


def test_a_turn_is_passed_on_by_whoever_failed():
    turns = Turns(9)
    with pytest.raises(ZeroDivisionError), turns.turn("anna", "ward"):
        raise ZeroDivisionError
    assert queued(turns, at_home("ben")) == ["ben"]


def test_what_somebody_had_is_counted_for_them_and_for_where_they_ask_from():
    turns = Turns(9)
    with turns.turn("anna", "ward"):
        time.sleep(0.01)
    assert set(turns.had) == {"anna", "ward"}
    assert min(turns.had.values()) > 0


def names(cookie: str, address: str) -> tuple[str, str]:
    return names_of({"HTTP_COOKIE": cookie, "REMOTE_ADDR": address})


def test_visitors_are_told_apart_by_session_else_by_network():
    anna = f"{settings.SESSION_COOKIE_NAME}=a"
    assert names(f"{anna}; csrftoken=1", "192.0.2.1") == ("session a", "everybody 192.0.2.1")
    assert names(f"csrftoken=2; {anna}", "192.0.2.2") == ("session a", "everybody 192.0.2.2")
    assert names("csrftoken=1", "192.0.2.1") == ("stranger 192.0.2.1", "everybody 192.0.2.1")
    assert names("", "2001:db8::1") == names("", "2001:db8::2") == ("stranger 2001:db8::/64", "everybody 2001:db8::/64")
    assert names_of({}) == ("stranger unknown", "everybody unknown")
