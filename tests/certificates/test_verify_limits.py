"""How often codes may be checked from one network. Nobody uses up the others' part."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from certificates import limits


@pytest.fixture(autouse=True)
def few(settings, one_instant):
    settings.VERIFY_PER_NETWORK = 3


def statuses(address: str, count: int) -> list[int]:
    client = Client(REMOTE_ADDR=address)
    return [client.get("/verify/7KQ2-M9XD-3T0V-HB5R/").status_code for _ in range(count)]


def test_an_address_has_its_share_of_a_minute(db):
    assert statuses("192.0.2.1", 5) == [404, 404, 404, 429, 429]
    assert statuses("192.0.2.2", 1) == [404]


def test_neighbours_in_one_64_share_theirs(db):
    found = [status for number in range(5) for status in statuses(f"2001:db8::{number}", 1)]
    assert found == [404, 404, 404, 429, 429]


def test_however_many_strangers_ask_another_is_answered(now):
    def refused(address: str) -> bool:
        return limits.too_many_checks(RequestFactory().get("/", REMOTE_ADDR=address), now)

    strangers = [refused(f"198.51.{number // 256}.{number % 256}") for number in range(5000) for _ in range(4)]
    assert strangers.count(True) == 5000
    assert [refused("192.0.2.2") for _ in range(4)] == [False, False, False, True]


def test_what_one_address_asks_too_much_is_not_taken_from_the_others(db):
    statuses("192.0.2.1", 50)
    assert statuses("192.0.2.2", 2) == [404, 404]


def test_a_known_code_is_not_answered_either_and_the_page_says_so(cast, certificate):
    statuses("192.0.2.1", 3)
    response = Client(REMOTE_ADDR="192.0.2.1").get(f"/verify/{certificate.code}/")
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert response.content.decode().count("This says nothing about the certificate.") == 1
    assert response.content.decode().count("Anna Okoye") == 0


def test_the_next_minute_begins_anew(now):
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    assert [limits.too_many_checks(request, now) for _ in range(4)] == [False, False, False, True]
    assert limits.too_many_checks(request, now + timedelta(seconds=60)) is False


def test_a_made_up_header_is_no_other_address(db):
    client = Client(REMOTE_ADDR="192.0.2.1")
    found = [
        client.get("/verify/X/", headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code for number in range(4)
    ]
    assert found == [404, 404, 404, 429]


def test_behind_a_proxy_its_header_can_be_named(db, settings):
    settings.ADDRESS_FROM = "HTTP_X_REAL_IP"
    client = Client(REMOTE_ADDR="192.0.2.1")
    found = [client.get("/verify/X/", headers={"X-Real-IP": f"198.51.100.{number}"}).status_code for number in range(5)]
    assert found == [404] * 5


def test_the_form_itself_is_never_refused(db):
    statuses("192.0.2.1", 9)
    assert Client(REMOTE_ADDR="192.0.2.1").get("/verify/").status_code == 200


def test_a_thousand_guesses_are_stopped(db, settings):
    settings.VERIFY_PER_NETWORK = limits.PER_NETWORK
    # A minute may turn while the test runs, so two shares at most.
    assert statuses("192.0.2.1", 1000).count(404) <= 2 * limits.PER_NETWORK
