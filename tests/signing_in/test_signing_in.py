"""The doors themselves: what a stranger, a doctor and a ward meet in the browser."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from people.signing_in import services
from people.signing_in.limits import DAY, PASSWORD
from people.signing_in.models import Tally
from tests.people import PASSWORD as RIGHT
from tests.post import delivered, path_of
from tests.signing_in.trying import SIGN_IN, fails, network, signs_in, what_it_says

NOT_THIS = "There were too many tries."
NOW_WHAT = (
    "There were too many tries. You can try again in 15 minutes. To get in sooner, use “I have forgotten "
    "my password”: we email you a link. Choose a new password in this browser."
)
RESET, CHANGE, AGAIN = "/accounts/password/reset/", "/accounts/password/change/", "/accounts/reauthenticate/"


def at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def strangers_guess(address: str) -> None:
    """From many networks, until nobody who is unknown may try."""
    for number in range(PASSWORD.anywhere.most):
        signs_in(at(f"198.51.100.{number}"), address, "wrong")


def test_after_five_wrong_passwords_the_right_one_is_refused_with_advice(cast):
    stranger = at("192.0.2.1")
    for _ in range(5):
        assert what_it_says(stranger, cast.anna.email) != [NOW_WHAT]
    assert what_it_says(stranger, cast.anna.email, RIGHT) == [NOW_WHAT]


@pytest.mark.parametrize("spelled", ["anna@example.org", "ANNA@example.org", " Anna@Example.org "])
def test_however_the_address_is_spelled(cast, spelled):
    for _ in range(5):
        signs_in(at("192.0.2.1"), spelled, "wrong")
    assert signs_in(at("192.0.2.1"), cast.anna.email) is False


def test_each_refusal_is_the_same_for_an_address_of_nobody(cast):
    def told(address: str) -> list[list[str]]:
        return [what_it_says(at("192.0.2.1"), address) for _ in range(7)]

    assert told(cast.anna.email) == told("nobody@example.org")


def test_a_stranger_elsewhere_keeps_nobody_out_at_their_desk(cast):
    for _ in range(20):
        signs_in(at("192.0.2.1"), cast.anna.email, "wrong")
    assert signs_in(at("192.0.2.2"), cast.anna.email)


def test_a_browser_that_signed_in_before_passes_all_that_strangers_used_up(cast):
    annas = at("192.0.2.1")
    signs_in(annas, cast.anna.email)
    annas.post("/accounts/logout/")
    strangers_guess(cast.anna.email)
    assert signs_in(at("192.0.2.1"), cast.anna.email) is False
    assert signs_in(annas, cast.anna.email)


def test_and_does_not_pass_for_anybody_else(cast):
    annas = at("192.0.2.1")
    signs_in(annas, cast.anna.email)
    annas.post("/accounts/logout/")
    strangers_guess(cast.ben.email)
    assert signs_in(annas, cast.ben.email) is False


def test_two_people_may_share_a_browser(cast):
    shared = at("192.0.2.1")
    for person in (cast.anna, cast.ben):
        signs_in(shared, person.email)
        shared.post("/accounts/logout/")
    for person in (cast.anna, cast.ben):
        strangers_guess(person.email)
        assert signs_in(shared, person.email)
        shared.post("/accounts/logout/")


def test_a_made_up_cookie_is_none(cast):
    strangers_guess(cast.anna.email)
    for made_up in ("", "x", "W10:1abcde:signature", "a" * 5000):
        client = at("192.0.2.1")
        client.cookies["known"] = made_up
        assert signs_in(client, cast.anna.email) is False


def test_a_shared_computer_keeps_no_cookie(cast):
    shared = at("192.0.2.1")
    assert signs_in(shared, cast.anna.email, shared_computer="on")
    shared.post("/accounts/logout/")
    strangers_guess(cast.anna.email)
    assert signs_in(shared, cast.anna.email) is False


def test_the_cookie_names_nobody_and_no_script_reads_it(cast):
    client = at("192.0.2.1")
    signs_in(client, cast.anna.email)
    cookie = client.cookies["known"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 180 * 24 * 60 * 60)
    assert [text in cookie.value for text in (cast.anna.email, str(cast.anna.pk), cast.anna.pk.hex)] == [False] * 3


ANOTHER = "quite another phrase"


def choose_another(client: Client, address: str) -> None:
    client.post(RESET, {"email": address})
    page = client.get(path_of(delivered(), "/password/reset/key/"))
    client.post(page["Location"], {"password1": ANOTHER, "password2": ANOTHER})


def test_a_new_password_by_mail_lets_its_owner_in_whatever_strangers_try(cast):
    strangers_guess(cast.anna.email)
    doctor = at("192.0.2.77")
    choose_another(doctor, cast.anna.email)
    strangers_guess(cast.anna.email)
    assert signs_in(doctor, cast.anna.email, ANOTHER)


def test_a_new_password_forgets_tries_at_the_old_one_and_no_others(cast):
    for person in (cast.anna, cast.ben):
        strangers_guess(person.email)
    choose_another(at("192.0.2.77"), cast.anna.email)
    assert signs_in(at("192.0.2.78"), cast.anna.email, ANOTHER)
    assert signs_in(at("192.0.2.78"), cast.ben.email) is False


def test_asking_for_mails_is_counted_for_addresses_of_nobody_alike(cast):
    def told(address: str) -> list[list[str]]:
        client = at("192.0.2.1")
        answers = [client.post(RESET, {"email": address}) for _ in range(4)]
        return [answer.context["form"].errors["email"] if answer.status_code == 200 else [] for answer in answers]

    refused = (
        "Links were asked for several times, for this address or from your network. We can send the next one "
        "in 60 minutes. If one came, use the newest; it may be in your junk email. If none came, ring your coordinator."
    )
    assert told(cast.anna.email) == told("nobody@example.org") == [[], [], [], [refused]]


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [(AGAIN, "password", {}), (CHANGE, "oldpassword", dict.fromkeys(("password1", "password2"), "quite another one"))],
)
def test_wrong_passwords_of_a_session_that_was_left_open_are_counted(cast, sign_in, path, field, more):
    client = sign_in(cast.anna)
    for _ in range(5):
        client.post(path, {field: "wrong", **more})
    answer = client.post(path, {field: RIGHT, **more})
    assert answer.context["form"].errors[field][0].startswith(NOT_THIS)


def test_strangers_keep_nobody_from_showing_again_who_they_are(cast, sign_in):
    strangers_guess(cast.anna.email)
    answer = sign_in(cast.anna).post(AGAIN, {"password": RIGHT})
    assert answer.status_code == 302


def test_no_row_tells_an_address_a_network_or_an_account(cast):
    what_it_says(at("192.0.2.1"), cast.anna.email)
    rows = "\n".join(str(row) for row in Tally.objects.values())
    assert Tally.objects.count() == 4
    assert [text in rows for text in ("anna", "192.0.2.1", str(cast.anna.pk), cast.anna.pk.hex)] == [False] * 4


def test_what_is_over_is_deleted(db, now):
    fails("anna", network("192.0.2.1"), now)
    assert services.forget_ended(before=now + PASSWORD.here.within) == 1
    assert services.forget_ended(before=now + PASSWORD.anywhere.within) == 3
    assert Tally.objects.count() == 0


def test_tidy_deletes_it(db, now):
    fails("anna", network("192.0.2.1"), now - 2 * DAY)
    fails("anna", network("192.0.2.2"), now)
    call_command("tidy", stdout=StringIO())
    assert Tally.objects.count() == 4


def test_over_https_the_cookie_is_of_this_host_alone(cast, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = at("192.0.2.1")
    client.post(SIGN_IN, {"login": cast.anna.email, "password": RIGHT})
    cookie = client.cookies["__Host-known"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_what_allauth_still_limits_says_so_in_our_words(cast, sign_in, settings):
    settings.ACCOUNT_RATE_LIMITS = {"manage_email": "1/m/user"}
    client = sign_in(cast.anna)
    client.post(AGAIN, {"password": RIGHT})
    for number in range(2):
        answer = client.post("/accounts/email/", {"action_add": "", "email": f"anna{number}@example.org"})
    assert answer.status_code == 429
    assert answer.content.decode().count("Wait three minutes, then go back and try again.") == 1


def test_the_page_stays_a_form_with_the_address_in_it(cast):
    for _ in range(6):
        answer = at("192.0.2.1").post(SIGN_IN, {"login": cast.anna.email, "password": "wrong"})
    assert answer.context["form"]["login"].value() == cast.anna.email
