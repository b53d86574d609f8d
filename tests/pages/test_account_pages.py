"""allauth's pages in our look and our words, signed in and out."""

import pytest
from bs4 import BeautifulSoup

from tests.people import PASSWORD
from tests.post import delivered, path_of

SIGNED_OUT = {
    "/accounts/login/": "Sign in",
    "/accounts/signup/": "You need an invitation",
    "/accounts/password/reset/": "Choose a new password",
    "/accounts/password/reset/done/": "Check your email",
    "/accounts/password/reset/key/1-abc/": "This link no longer works",
    "/accounts/password/reset/key/done/": "Your password has been changed",
    "/accounts/inactive/": "This account is closed",
    "/accounts/confirm-email/": "Confirm your email address",
    "/accounts/confirm-email/nonsense/": "Confirm your email address",
}
SIGNED_IN = {
    "/accounts/logout/": "Sign out",
    "/accounts/password/change/": "Change your password",
    "/accounts/email/": "Your email addresses",
    "/accounts/2fa/": "Signing in with a second step",
    "/accounts/2fa/webauthn/": "Your passkeys",
    "/accounts/2fa/webauthn/add/": "Add a passkey",
    "/second-factor/lost/": "You have lost your device",
    "/accounts/reauthenticate/": "Is it still you?",
}


def drawn(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def is_ours(html: BeautifulSoup, title: str) -> bool:
    """One heading, our header, and no script or style in the page that the policy would refuse."""
    inline = [tag for tag in html(["script", "style"]) if not tag.get("src") and tag.get("type") != "application/json"]
    styled = html.find_all(style=True)
    headings = [h.get_text(strip=True) for h in html("h1")]
    return (headings, bool(html.header), inline, styled) == ([title], True, [], [])


@pytest.mark.parametrize(("path", "title"), SIGNED_OUT.items())
def test_pages_for_somebody_signed_out(client, db, path, title):
    assert is_ours(drawn(client.get(path)), title)


@pytest.mark.parametrize(("path", "title"), SIGNED_IN.items())
def test_pages_for_somebody_signed_in(cast, client, path, title):
    client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD})
    assert is_ours(drawn(client.get(path)), title)


def test_setting_up_a_second_step_asks_first_whether_it_is_still_you(cast, sign_in):
    client = sign_in(cast.anna)
    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert is_ours(drawn(asked), "Is it still you?")
    given = client.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert is_ours(drawn(given), "Set up your authenticator app")


def test_whoever_signed_in_a_moment_ago_sets_up_a_second_step_at_once(cast, client):
    client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD})
    assert is_ours(drawn(client.get("/accounts/2fa/totp/activate/")), "Set up your authenticator app")


def test_the_sign_in_page_asks_about_shared_computers(client, db):
    labels = [label.get_text(strip=True) for label in drawn(client.get("/accounts/login/")).main("label")]
    assert labels == ["Email address", "Password", "This is a shared computer"]


def test_signing_in_leads_to_my_day(cast, client):
    response = client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/me/")


def test_a_wrong_password_keeps_the_address_and_says_what_is_wrong(cast, client):
    html = drawn(client.post("/accounts/login/", {"login": cast.anna.email, "password": "wrong"}))
    assert html.find(id="id_login")["value"] == "anna@example.org"
    assert [li.get_text(strip=True) for li in html.select(".nhsuk-error-summary li")] == [
        "The email address and/or password you specified are not correct."
    ]


def test_signing_out_says_that_nothing_was_left(cast, sign_in):
    html = drawn(sign_in(cast.anna).post("/accounts/logout/", follow=True))
    assert [box.get_text(strip=True) for box in html.select(".hf-message")] == [
        "You are signed out. None of your words are left on this device."
    ]


@pytest.mark.parametrize("address", ["anna@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_tells_nobody_who_has_an_account(cast, client, address):
    html = drawn(client.post("/accounts/password/reset/", {"email": address}, follow=True))
    assert html.h1.get_text() == "Check your email"


def test_the_link_in_the_mail_changes_the_password(cast, client):
    client.post("/accounts/password/reset/", {"email": cast.anna.email})
    (message,) = delivered()
    assert (message.subject, message.to) == ("Choose a new password", ["anna@example.org"])
    form = client.get(path_of([message], "/reset/key/"), follow=True)
    fresh = "another long passphrase"
    changed = client.post(form.redirect_chain[-1][0], {"password1": fresh, "password2": fresh}, follow=True)
    assert drawn(changed).h1.get_text() == "Your password has been changed"
    cast.anna.refresh_from_db()
    assert cast.anna.check_password(fresh)


def test_no_page_of_ours_speaks_of_success(cast, client):
    html = drawn(client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD}, follow=True))
    assert "uccessful" not in html.get_text()
