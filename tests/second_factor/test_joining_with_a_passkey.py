"""Joining without a password: an account that waits for its passkey, and is no dead end if it never comes."""

import pytest
from django.test import Client

from people.models import Role, User
from tests.post import delivered
from tests.post import path_of as link_in
from tests.standing.inviting import NEWCOMER, invited, joining, path_of

WITH_PASSKEY = {"first_name": "Nia", "last_name": "New", "with_passkey": "on"}
FRESH = "three other words apart"


def nia() -> User:
    return User.objects.get(email=NEWCOMER)


@pytest.fixture
def joined(cast, client) -> Client:
    """As a supervisor, who needs a second factor; on the page that adds the passkey."""
    answer = client.post(path_of(invited(cast, role=Role.SUPERVISOR)), WITH_PASSKEY)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/webauthn/add/")
    return client


def test_they_are_signed_in_and_asked_for_the_passkey_alone(joined):
    assert nia().has_usable_password() is False
    assert joined.get("/accounts/2fa/webauthn/add/").status_code == 200
    assert joined.get("/desk/")["Location"] == "/second-factor/?next=%2Fdesk%2F"


def test_a_password_is_still_asked_for_by_the_other_button(cast, client):
    answer = client.post(path_of(invited(cast, role=Role.SUPERVISOR)), joining(password=""))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["password"])


def test_whoever_thinks_better_of_it_chooses_a_password_at_once(joined):
    joined.post("/accounts/password/set/", {"password1": FRESH, "password2": FRESH})
    assert nia().check_password(FRESH) is True
    assert joined.get("/second-factor/").status_code == 200


def test_whoever_leaves_before_the_passkey_is_there_comes_back_by_mail(joined):
    """The invitation went to that address, so it is theirs."""
    later = Client()
    later.post("/accounts/password/reset/", {"email": NEWCOMER})
    page = later.get(link_in(delivered(), "/reset/key/"), follow=True).redirect_chain[-1][0]
    later.post(page, {"password1": FRESH, "password2": FRESH})
    signed = later.post("/accounts/login/", {"login": NEWCOMER, "password": FRESH})
    assert (signed.status_code, later.get("/second-factor/").status_code) == (302, 200)


def test_an_invitation_is_taken_up_after_the_second_factor_is_given(cast, sign_in):
    """The page is public; its way to sign in leads to the second factor and back."""
    invitation = invited(cast, email=cast.sam.email, role=Role.COORDINATOR)
    client = sign_in(cast.sam)
    page = client.get(path_of(invitation)).content.decode()
    assert f"/accounts/login/?next={path_of(invitation)}" in page
    answer = client.get(f"/accounts/login/?next={path_of(invitation)}")
    assert answer["Location"].startswith("/second-factor/?next=%2Fjoin%2F")
