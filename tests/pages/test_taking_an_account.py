"""What somebody could do at another person's unlocked screen, or with another person's address."""

from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.people import PASSWORD
from tests.post import delivered, path_of

THEIRS = "somebody@example.com"


def proved(person) -> Client:
    """Signed in as somebody who has just proved again who they are, so that no question stands in the way."""
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def addresses(person) -> list[tuple[str, bool]]:
    """Each with whether it was confirmed."""
    return list(EmailAddress.objects.filter(user=person).order_by("pk").values_list("email", "verified"))


def main_address(person) -> tuple[str, str]:
    person.refresh_from_db()
    return person.email, EmailAddress.objects.get_primary(person).email


def test_an_unlocked_screen_changes_no_address(cast, sign_in):
    answer = sign_in(cast.anna).post("/accounts/email/", {"action_add": "", "email": THEIRS})
    assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, "/accounts/reauthenticate/")
    assert addresses(cast.anna) == [("anna@example.org", True)]


def test_an_address_that_nobody_confirmed_never_becomes_the_main_one(cast):
    client = proved(cast.anna)
    client.post("/accounts/email/", {"action_add": "", "email": THEIRS})
    assert addresses(cast.anna) == [("anna@example.org", True), (THEIRS, False)]
    client.post("/accounts/email/", {"action_primary": "", "email": THEIRS})
    assert main_address(cast.anna) == ("anna@example.org", "anna@example.org")


def test_an_address_of_somebody_elses_is_nobody_elses_to_take(cast):
    client = proved(cast.anna)
    client.post("/accounts/email/", {"action_add": "", "email": cast.sam.email})
    assert addresses(cast.anna)[1] == ("sam@example.org", False)
    assert client.post("/accounts/email/", {"action_primary": "", "email": cast.sam.email}).status_code == 302
    assert [main_address(cast.anna)[0], main_address(cast.sam)[0]] == ["anna@example.org", "sam@example.org"]
    delivered().clear()
    Client().post("/accounts/password/reset/", {"email": cast.sam.email})
    assert [message.to for message in delivered()] == [["sam@example.org"]]


def test_an_address_that_was_confirmed_can_become_the_main_one(cast):
    client = proved(cast.anna)
    client.post("/accounts/email/", {"action_add": "", "email": "anna@new-trust.example"})
    client.post(path_of(delivered(), "/confirm-email/"))
    client.post("/accounts/email/", {"action_primary": "", "email": "anna@new-trust.example"})
    assert main_address(cast.anna) == ("anna@new-trust.example", "anna@new-trust.example")
    assert proved(cast.anna).get("/me/").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/password/change/", "/accounts/email/"])
def test_looking_at_ones_own_account_asks_nothing(cast, sign_in, path):
    assert sign_in(cast.anna).get(path).status_code == 200
