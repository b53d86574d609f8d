"""A passkey that opens a session alone has checked its owner: a stolen key that is only touched opens nothing."""

import pytest
from django.test import Client

from tests.second_factor.conftest import with_password
from tests.second_factor.keys import Key

ALONE, SECOND_STEP = "/accounts/2fa/webauthn/login/", "/accounts/2fa/authenticate/"


def asked_to_sign_in_alone(client: Client) -> Client:
    client.get(ALONE, headers={"X-Requested-With": "XMLHttpRequest"})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("alone", "opens"), [(True, True), (None, True), (False, False)])
def test_a_key_that_checked_its_owner_opens_unless_they_said_not_alone(cast, alone, opens):
    """Some browsers do not tell; the key has checked its owner all the same."""
    key, client = Key(cast.sam, alone=alone), asked_to_sign_in_alone(Client())
    client.post(ALONE, {"credential": key.answer(client, checked=True)})
    assert is_in(client) is opens


def test_a_key_that_was_only_touched_opens_nothing(cast):
    key, client = Key(cast.sam), asked_to_sign_in_alone(Client())
    client.post(ALONE, {"credential": key.answer(client, checked=False)})
    assert is_in(client) is False


@pytest.mark.parametrize("checked", [False, True])
def test_nor_does_it_by_the_challenge_of_the_second_step(cast, checked):
    """That one, of a person whose password is known, may ask for no more than a touch."""
    key, theirs = Key(cast.sam), Key(cast.ben)
    client = with_password(cast.ben)
    client.get(SECOND_STEP)
    client.post(ALONE, {"credential": key.answer(client, checked=checked)})
    assert is_in(client) is False
    client.post(SECOND_STEP, {"credential": theirs.answer(client, checked=False)})
    assert client.session["_auth_user_id"] == str(cast.ben.pk)


def test_a_challenge_is_answered_once_and_never_without_one(cast):
    key, client = Key(cast.sam), asked_to_sign_in_alone(Client())
    answer = key.answer(client, checked=True)
    other = Client()
    other.post(ALONE, {"credential": answer})
    client.post(ALONE, {"credential": answer})
    client.post("/accounts/logout/")
    client.post(ALONE, {"credential": answer})
    assert [is_in(other), is_in(client)] == [False, False]
