"""What is promised of codes and devices: five wrong ones, a right one once, only one's own."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as project
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.utils.module_loading import import_string

from people.models import User
from people.signing_in.limits import CODE
from tests.people import PASSWORD
from tests.second_factor.conftest import app_of, code_now, code_of, recovery_codes, with_both, with_password

GIVE, GIVE_AGAIN = "/accounts/2fa/authenticate/", "/accounts/2fa/reauthenticate/"


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_after_five_wrong_codes_the_right_one_is_refused_too(cast):
    app_of(cast.sam)
    client = with_password(cast.sam)
    for _ in range(5):
        client.post(GIVE, {"code": "000000"})
    answer = client.post(GIVE, {"code": code_now()})
    assert is_in(client) is False
    now_what = (
        "There were too many tries. You can try again in 15 minutes. A passkey works now. If you have none, "
        "choose a new password by email in this browser, then sign in with it and a code."
    )
    assert answer.context["form"].errors["code"] == [now_what]


def test_the_five_tries_count_for_the_person_in_any_unknown_browser(cast):
    app_of(cast.sam)
    for _ in range(5):
        with_password(cast.sam).post(GIVE, {"code": "000000"})
    client = with_password(cast.sam)
    client.post(GIVE, {"code": code_now()})
    assert is_in(client) is False


def test_who_knows_the_password_cannot_lock_its_owner_out_of_own_browsers(cast):
    app_of(cast.sam)
    sams = with_both(cast.sam)
    sams.post("/accounts/logout/")
    for number in range(CODE.anywhere.most):
        half_way(Client(REMOTE_ADDR=f"198.51.100.{number}"), cast.sam).post(GIVE, {"code": "000000"})
    elsewhere = half_way(Client(REMOTE_ADDR="192.0.2.1"), cast.sam)
    for client in (elsewhere, half_way(sams, cast.sam)):
        client.post(GIVE, {"code": recovery_codes(cast.sam)[0]})
    assert [is_in(elsewhere), is_in(sams)] == [False, True]


def half_way(client: Client, person: User) -> Client:
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def test_recovery_codes_are_under_the_same_limit(cast):
    app_of(cast.sam)
    client = with_password(cast.sam)
    for _ in range(5):
        client.post(GIVE, {"code": "00000000"})
    client.post(GIVE, {"code": recovery_codes(cast.sam)[0]})
    assert is_in(client) is False


def test_a_code_of_the_app_is_good_once(cast):
    app_of(cast.sam)
    first, second = with_password(cast.sam), with_password(cast.sam)
    code = code_now()
    first.post(GIVE, {"code": code})
    second.post(GIVE, {"code": code})
    assert [is_in(first), is_in(second)] == [True, False]


def test_the_memory_of_used_codes_is_one_for_all_server_processes():
    """Django's default cache is one for each process: of two, each would take a code once."""
    assert issubclass(import_string(project.CACHES["default"]["BACKEND"]), DatabaseCache)


def test_nobody_sees_or_removes_anothers_device(cast, sign_in):
    mine, theirs = (
        Authenticator.objects.create(user=person, type="webauthn", data={"name": f"key of {person}", "credential": {}})
        for person in (cast.anna, cast.ben)
    )
    client = sign_in(cast.anna)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    listed = client.get("/accounts/2fa/webauthn/").content.decode()
    assert (f"key of {cast.anna}" in listed, f"key of {cast.ben}" in listed) == (True, False)
    paths = [f"/accounts/2fa/webauthn/keys/{theirs.pk}/{deed}/" for deed in ("remove", "edit")]
    assert [getattr(client, method)(path).status_code for path in paths for method in ("get", "post")] == [404] * 4
    assert set(Authenticator.objects.values_list("pk", flat=True)) == {mine.pk, theirs.pk}


def test_recovery_codes_are_shown_once(cast):
    app_of(cast.sam)
    client = with_both(cast.sam)
    codes = recovery_codes(cast.sam)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    first, second = (client.get("/accounts/2fa/recovery-codes/").content.decode() for _ in range(2))
    assert (all(code in first for code in codes), any(code in second for code in codes)) == (True, False)
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_counts_at_once_and_gives_codes(cast):
    client = with_password(cast.sam)
    client.get("/accounts/2fa/totp/activate/")
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(client)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert [client.get(path).status_code for path in (answer["Location"], "/desk/")] == [200, 200]


def test_removing_the_device_takes_back_what_it_opened(cast):
    app_of(cast.sam)
    client = with_both(cast.sam)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast.sam).count() == 0
    assert client.get("/desk/")["Location"] == "/second-factor/?next=%2Fdesk%2F"


def test_an_address_and_a_second_factor_can_each_be_added_to_the_other(cast):
    """Doctors change employers. allauth's own default would refuse both."""
    app_of(cast.sam)
    client = with_both(cast.sam)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/email/", {"action_add": "", "email": "sam@new-trust.example"})
    assert User.objects.get(pk=cast.sam.pk).emailaddress_set.filter(email="sam@new-trust.example").exists()
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200


SHOWS_CODES = "/accounts/2fa/recovery-codes/"
GUARDED = (
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/webauthn/add/",
    SHOWS_CODES,
    "/accounts/2fa/recovery-codes/generate/",
)


def test_on_an_unlocked_screen_a_second_factor_cannot_be_changed(cast):
    app_of(cast.sam)
    client = with_both(cast.sam)
    answers = [client.get(path) for path in GUARDED] + [client.post(path) for path in GUARDED if path != SHOWS_CODES]
    assert [answer["Location"].split("?")[0] for answer in answers] == ["/accounts/reauthenticate/"] * len(answers)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert [client.get(path).status_code for path in GUARDED] == [200] * len(GUARDED)


@pytest.mark.django_db(transaction=True)
def test_the_first_device_shows_its_codes_and_is_asked_before_all_else(cast):
    client = with_password(cast.sam)
    client.get("/accounts/2fa/totp/activate/")
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(client)})
    answers = [client.get(path).status_code for path in GUARDED]
    assert answers == [302, 302, 200, 302]
