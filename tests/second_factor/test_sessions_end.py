"""When sessions end: by time, by a new password, by another second factor. Words outlive them in the page."""

from datetime import timedelta

import pytest
from django.test import Client

from foundation import sessions
from tests.people import PASSWORD
from tests.second_factor.conftest import app_of, code_now, code_of, recovery_codes, with_both, with_password
from tests.supervision.world import alder_session, draft_log


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def let_pass(client: Client, *, since_signing_in: timedelta = timedelta(), since_seen: timedelta = timedelta()) -> None:
    session = client.session
    session[sessions.SIGNED_IN_AT] -= since_signing_in.total_seconds()
    session[sessions.SEEN_AT] -= since_seen.total_seconds()
    session.save()


@pytest.mark.parametrize(("hours", "there"), [(11, True), (12, False)])
def test_twelve_hours_after_signing_in_it_ends_whatever_somebody_did(cast, hours, there):
    client = with_password(cast.anna)
    let_pass(client, since_signing_in=timedelta(hours=hours))
    client.post("/words/keep/")
    assert is_in(client) is there


@pytest.mark.parametrize(("hours", "there"), [(3, True), (4, False)])
def test_on_a_shared_computer_after_four(cast, hours, there):
    client = Client()
    client.post("/accounts/login/", {"login": cast.anna.email, "password": PASSWORD, "shared_computer": "on"})
    assert client.session.get_expire_at_browser_close() is True
    let_pass(client, since_signing_in=timedelta(hours=hours))
    assert is_in(client) is there


@pytest.mark.parametrize(("minutes", "there"), [(29, True), (30, False)])
def test_half_an_hour_of_silence_ends_sessions_with_a_second_factor(cast, minutes, there):
    app_of(cast.sam)
    client = with_both(cast.sam)
    let_pass(client, since_seen=timedelta(minutes=minutes))
    assert is_in(client) is there


def test_a_facilitator_may_come_back_later(cast):
    """Also one who has set up a second factor without having to."""
    app_of(cast.ben)
    anna, ben = with_password(cast.anna), with_both(cast.ben)
    for client in (anna, ben):
        let_pass(client, since_seen=timedelta(hours=2))
    assert [is_in(anna), is_in(ben)] == [True, True]


def test_saving_words_is_a_sign_of_life(cast):
    app_of(cast.sam)
    client = with_both(cast.sam)
    for _ in range(3):
        let_pass(client, since_seen=timedelta(minutes=20))
        client.post("/words/keep/")
    assert is_in(client) is True


def test_an_open_editor_is_none(cast):
    """Wagtail tells by itself, every few seconds, that a page is open."""
    app_of(cast.eddie)
    client = with_both(cast.eddie)
    let_pass(client, since_seen=timedelta(minutes=20))
    client.post("/admin/editing-sessions/ping/wagtailcore/page/2/")
    let_pass(client, since_seen=timedelta(minutes=20))
    assert is_in(client) is False


def test_the_end_by_time_leaves_the_words_on_the_device(cast):
    """Signing out has the browser forget them; a session that ended leaves them for the return."""
    ended, left = with_password(cast.anna), with_password(cast.anna)
    let_pass(ended, since_signing_in=timedelta(hours=12))
    answers = [ended.get("/me/"), left.post("/accounts/logout/")]
    assert [answer.get("Clear-Site-Data") for answer in answers] == [None, '"storage"']


def test_the_page_with_words_knows_how_long_the_session_lasts(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    client = with_password(cast.anna)
    let_pass(client, since_signing_in=timedelta(hours=11))
    seconds = client.get(f"/logs/{log.pk}/").context["words"].session_seconds
    assert 3590 < seconds <= 3600


def test_a_new_password_ends_the_other_sessions(cast):
    here, there = with_password(cast.anna), with_password(cast.anna)
    fresh = "another long passphrase"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh})
    assert [is_in(here), is_in(there)] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_that_is_set_up_ends_the_other_sessions(cast):
    here, there = with_password(cast.anna), with_password(cast.anna)
    here.get("/accounts/2fa/totp/activate/")
    here.post("/accounts/2fa/totp/activate/", {"code": code_of(here)})
    assert [is_in(here), is_in(there)] == [True, False]


def test_one_that_is_removed_does_too(cast):
    app_of(cast.anna)
    here = with_both(cast.anna)
    there = with_password(cast.anna)
    there.post("/accounts/2fa/authenticate/", {"code": recovery_codes(cast.anna)[0]})
    here.post("/accounts/reauthenticate/", {"password": PASSWORD})
    here.post("/accounts/2fa/totp/deactivate/")
    assert [is_in(here), is_in(there)] == [True, False]


def test_the_session_key_changes_at_signing_in_and_at_the_second_factor(cast, sign_in):
    """Whoever slipped somebody a session of their own making holds nothing afterwards."""
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": cast.sam.email, "password": PASSWORD})
    first = client.session.session_key
    app_of(cast.sam)
    client.post("/accounts/2fa/reauthenticate/", {"code": code_now()})
    assert first != client.session.session_key
    assert is_in(client) is True
