"""A passkey that opens a session alone has checked its owner: a stolen key that is only touched opens nothing."""

from datetime import timedelta

import pytest
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client

from people.second_factor.alone import GOOD_FOR, SALT, cookie_name
from tests.second_factor.conftest import with_password
from tests.second_factor.keys import Key
from tests.second_factor.walk import every_address

ALONE, SECOND_STEP = "/accounts/2fa/webauthn/login/", "/accounts/2fa/authenticate/"
BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


def challenge_for(client: Client) -> str:
    """What the browser hears when somebody wants to sign in with a passkey alone."""
    return client.get(ALONE, headers=BY_SCRIPT).json()["request_options"]["publicKey"]["challenge"]


def challenge_of_second_step(client: Client) -> str:
    client.get(SECOND_STEP)
    return client.session[STATE_SESSION_KEY]["challenge"]


def give(client: Client, answer: str) -> None:
    client.post(ALONE, {"credential": answer})


def is_in(client: Client) -> bool:
    held = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return bool(held and held.value) and "_auth_user_id" in client.session


@pytest.mark.parametrize(("alone", "opens"), [(True, True), (None, True), (False, False)])
def test_a_key_that_checked_its_owner_opens_unless_they_said_not_alone(cast, alone, opens):
    """Some browsers do not tell; the key has checked its owner all the same."""
    key, client = Key(cast.sam, alone=alone), Client()
    give(client, key.answer(challenge_for(client), checked=True))
    assert is_in(client) is opens


def test_a_key_that_was_only_touched_opens_nothing(cast):
    key, client = Key(cast.sam), Client()
    give(client, key.answer(challenge_for(client), checked=False))
    assert is_in(client) is False


@pytest.mark.parametrize("checked", [False, True])
def test_nor_does_it_by_the_challenge_of_the_second_step(cast, checked):
    """That one, of a person whose password is known, may ask for no more than a touch."""
    key, theirs = Key(cast.sam), Key(cast.ben)
    client = with_password(cast.ben)
    challenge = challenge_of_second_step(client)
    give(client, key.answer(challenge, checked=checked))
    assert is_in(client) is False
    client.post(SECOND_STEP, {"credential": theirs.answer(challenge, checked=False)})
    assert client.session["_auth_user_id"] == str(cast.ben.pk)


def test_asking_to_sign_in_alone_leaves_the_second_step_its_challenge(cast):
    theirs = Key(cast.ben)
    client = with_password(cast.ben)
    challenge = challenge_of_second_step(client)
    client.get(ALONE, headers=BY_SCRIPT)
    client.post(SECOND_STEP, {"credential": theirs.answer(challenge, checked=False)})
    assert client.session["_auth_user_id"] == str(cast.ben.pk)


def test_a_challenge_is_answered_once_and_never_without_one(cast):
    key, client, other = Key(cast.sam), Client(), Client()
    answer = key.answer(challenge_for(client), checked=True)
    cookie = client.cookies[cookie_name()].value
    give(other, answer)
    assert is_in(other) is False
    give(client, answer)
    assert (is_in(client), client.cookies[cookie_name()].value) == (True, "")
    client.post("/accounts/logout/")
    give(client, answer)
    assert is_in(client) is False
    for thief in (client, other):
        thief.cookies[cookie_name()] = cookie
        give(thief, answer)
    assert [is_in(client), is_in(other)] == [False, False]


def test_a_challenge_is_this_sites_own_and_soon_too_old(cast, monkeypatch):
    key, client = Key(cast.sam), Client()
    for made_up in ("nonsense", signing.dumps({"challenge": "AAAA", "user_verification": "required"}, salt="another")):
        client.cookies[cookie_name()] = made_up
        give(client, key.answer("AAAA", checked=True))
    answer = key.answer(challenge_for(client), checked=True)
    client.cookies[cookie_name()] = long_ago(client.cookies[cookie_name()].value, monkeypatch)
    give(client, answer)
    assert is_in(client) is False


def long_ago(cookie: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The same challenge, as it was signed just before it could have been good."""
    then = signing.time.time() - GOOD_FOR.total_seconds() - timedelta(minutes=1).total_seconds()
    with monkeypatch.context() as clock:
        clock.setattr(signing.time, "time", lambda: then)
        return signing.dumps(signing.loads(cookie, salt=SALT), salt=SALT)


def test_the_cookie_is_for_this_site_and_no_script(cast):
    client = Client()
    response = client.get(ALONE, headers=BY_SCRIPT)
    cookie = client.cookies[cookie_name()]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", GOOD_FOR.total_seconds())
    assert "no-store" in response.headers["Cache-Control"]


def test_strangers_who_ask_leave_nothing_in_the_database(cast):
    key = Key(cast.sam)
    for _ in range(50):
        stranger = Client()
        give(stranger, key.answer(challenge_for(stranger), checked=False))
        stranger.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
        challenge_for(stranger)
    assert Session.objects.count() == 0


def test_no_page_that_a_stranger_opens_begins_a_session(cast):
    """Asked of every route as a page and as a script would."""
    left = set()
    for name, address in every_address():
        for headers in ({}, BY_SCRIPT):
            Client().get(address, headers=headers)
            if Session.objects.exists():
                left.add(name)
                Session.objects.all().delete()
    assert left == set()
