"""Somebody takes Anna's account by changing its addresses. She hears of each step, stops it, and has it back."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import call_command
from django.test import Client

from delivery.models import Effect
from foundation.refusals import Refusal
from people.addresses.mail import token_for
from people.addresses.models import CAN_BE_STOPPED, AddressChange, Happened, Outcome
from people.addresses.queries import confirmed_addresses, is_stopped
from people.addresses.services import note_change, settle, stop
from people.models import AddressChange as Kept
from people.models import User
from tests.people import PASSWORD
from tests.post import delivered, path_of

HERS, THEIRS = "anna@example.org", "thief@elsewhere.example"
FRESH = "another long passphrase"


def signed_in(person, address: str | None = None, password: str = PASSWORD) -> Client:
    """As somebody who has just said again who they are."""
    client = Client()
    client.post("/accounts/login/", {"login": address or person.email, "password": password})
    client.post("/accounts/reauthenticate/", {"password": password})
    return client


def told() -> list[tuple[str, str]]:
    """What was sent since this was last asked: to whom, and its subject."""
    sent = [(message.to[0], message.subject) for message in delivered()]
    mail.outbox.clear()
    return sent


def add(client: Client) -> None:
    client.post("/accounts/email/", {"action_add": "", "email": THEIRS})


def confirm(client: Client) -> None:
    client.post(path_of(delivered(), "/confirm-email/"))


def make_main(client: Client) -> None:
    client.post("/accounts/email/", {"action_primary": "", "email": THEIRS})


def remove_hers(client: Client) -> None:
    client.post("/accounts/email/", {"action_remove": "", "email": HERS})


def change_password(client: Client) -> None:
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH})


def take_over(person) -> Client:
    client = signed_in(person)
    for step in (add, confirm, make_main, remove_hers):
        step(client)
    return client


CHANGED = "The email addresses of your account have changed"


def test_she_is_told_of_each_step_at_the_addresses_of_before_it(cast):
    client = signed_in(cast.anna)
    told()
    add(client)
    assert sorted(told()) == [(HERS, CHANGED), (THEIRS, "Confirm your email address")]
    client.post("/accounts/email/", {"action_send": "", "email": THEIRS})
    confirm(client)
    assert [item for item in told() if item[1] == CHANGED] == [(HERS, CHANGED)]
    make_main(client)
    assert sorted(told()) == [(HERS, CHANGED), (THEIRS, CHANGED)]
    remove_hers(client)
    assert sorted(told()) == [(HERS, CHANGED), (THEIRS, CHANGED)]
    change_password(client)
    assert told() == [(THEIRS, "Your password was changed")]


def test_a_notice_about_the_account_goes_to_every_confirmed_address(cast):
    EmailAddress.objects.create(user=cast.anna, email="anna@second.example", verified=True)
    EmailAddress.objects.create(user=cast.anna, email="anna@third.example", verified=False)
    change_password(signed_in(cast.anna))
    subject = "Your password was changed"
    assert sorted(told()) == [(HERS, subject), ("anna@second.example", subject)]


def test_a_mail_goes_to_the_address_of_then_if_it_changes_before_sending(cast):
    client = signed_in(cast.anna)
    change_password(client)
    User.objects.filter(pk=cast.anna.pk).update(email=THEIRS)
    assert told() == [(HERS, "Your password was changed")]


@pytest.mark.parametrize("last", [make_main, remove_hers], ids=["made main", "removed"])
def test_her_other_sessions_end(cast, sign_in, last):
    elsewhere = sign_in(cast.anna)
    client = signed_in(cast.anna)
    steps = (add, confirm, make_main, remove_hers)
    for step in steps[: steps.index(last)]:
        step(client)
    again = signed_in(cast.anna, THEIRS if last is remove_hers else HERS)
    assert again.get("/me/").status_code == 200
    last(client)
    assert (client.get("/me/").status_code, again.get("/me/").status_code) == (200, 302)
    assert elsewhere.get("/me/").status_code == 302


def test_looking_at_the_link_does_nothing_and_the_button_stops_the_account(cast):
    thief = take_over(cast.anna)
    told()
    change = AddressChange.objects.get(happened=Happened.REMOVED)
    link = link_to_stop(change)
    page = BeautifulSoup(Client().get(link).content, "html.parser")
    assert (page.h1.get_text(), is_stopped(cast.anna), thief.get("/me/").status_code) == ("Was it not you?", False, 200)
    page = BeautifulSoup(Client().post(link).content, "html.parser")
    assert (page.h1.get_text(), is_stopped(cast.anna), thief.get("/me/").status_code) == (
        "The account is stopped",
        True,
        302,
    )
    assert sorted(told()) == [(address, "An account has been stopped") for address in OVERSEERS]


# Who looks after Thames.
OVERSEERS = ["cora@example.org", "dora@example.org", "gwen@example.org"]


def link_to_stop(change: AddressChange, address: str = HERS) -> str:
    return f"/account/stop/{token_for(change, address)}/"


def stopped(cast) -> AddressChange:
    take_over(cast.anna)
    change = AddressChange.objects.get(happened=Happened.REMOVED)
    stop(change=change, address=HERS, now=change.at)
    mail.outbox.clear()
    told()
    return change


def test_nobody_signs_in_while_it_is_stopped_and_no_new_password_is_sent(cast):
    stopped(cast)
    client = Client()
    answer = client.post("/accounts/login/", {"login": THEIRS, "password": PASSWORD}, follow=True)
    page = BeautifulSoup(answer.content, "html.parser")
    assert (page.h1.get_text(), client.get("/me/").status_code) == ("This account is stopped", 302)
    client.post("/accounts/password/reset/", {"email": THEIRS})
    assert told() == []


def test_the_old_address_alone_signs_nobody_in(cast):
    """It may be a former employer's."""
    stopped(cast)
    client = Client()
    client.post("/accounts/login/", {"login": HERS, "password": PASSWORD})
    client.post("/accounts/password/reset/", {"email": HERS})
    assert (client.get("/me/").status_code, told()) == (302, [])


def test_the_coordinator_rings_her_and_puts_her_addresses_back(cast, sign_in):
    change = stopped(cast)
    TOTP.activate(cast.anna, generate_totp_secret())
    Authenticator.objects.filter(user=cast.anna).update(created_at=cast.now - timedelta(days=30))
    Authenticator.objects.create(user_id=cast.anna.pk, type="webauthn", data={})
    cora = sign_in(cast.cora)
    card = BeautifulSoup(cora.get("/me/").content, "html.parser").find("a", href=f"/people/addresses/{change.pk}/")
    first = AddressChange.objects.get(happened=Happened.ADDED)
    done = cora.post(card["href"], {"undo": str(first.pk), "spoken": "on"}, follow=True)
    assert done.status_code == 200
    cast.anna.refresh_from_db()
    assert (confirmed_addresses(cast.anna), cast.anna.email, cast.anna.has_usable_password()) == ([HERS], HERS, False)
    assert list(Authenticator.objects.filter(user=cast.anna).values_list("type", flat=True)) == ["totp"]
    assert set(Kept.objects.values_list("outcome", "settled_by")) == {(Outcome.PUT_BACK, cast.cora.pk)}
    assert sorted(told()) == [
        (HERS, "Choose a new password"),
        (HERS, "Your account is open again"),
        (THEIRS, "Your account is open again"),
    ]


def test_the_thief_learns_no_key_from_what_they_are_told(cast, sign_in):
    change = stopped(cast)
    first = AddressChange.objects.get(happened=Happened.ADDED)
    sign_in(cast.cora).post(f"/people/addresses/{change.pk}/", {"undo": str(first.pk), "spoken": "on"})
    links = [message.body for message in delivered() if message.to == [THEIRS] and "/key/" in message.body]
    assert (links, Client().post("/accounts/password/reset/", {"email": THEIRS}).status_code) == ([], 302)
    mail.outbox.clear()
    assert told() == []


def test_if_it_was_hers_all_stays_and_she_signs_in_again(cast, sign_in):
    change = stopped(cast)
    sign_in(cast.cora).post(f"/people/addresses/{change.pk}/", {"undo": "stands", "spoken": "on"})
    assert (confirmed_addresses(cast.anna), is_stopped(cast.anna)) == ([THEIRS], False)
    assert signed_in(cast.anna, THEIRS).get("/me/").status_code == 200


def test_without_having_rung_nothing_is_settled(cast, sign_in):
    change = stopped(cast)
    answer = sign_in(cast.cora).post(f"/people/addresses/{change.pk}/", {"undo": "stands"})
    assert (answer.status_code, is_stopped(cast.anna)) == (422, True)
    assert "Ring them first" in answer.content.decode()


def test_nobody_settles_their_own_and_nobody_from_another_programme_does(cast, sign_in):
    change = note_change(person=cast.cora, happened=Happened.ADDED, before=[cast.cora.email], now=cast.now)
    for by in (cast.cora, cast.odette, cast.sam):
        with pytest.raises(Refusal, match="someone else does it for them"):
            settle(change=change, undo=None, by=by, now=cast.now)


def test_after_a_week_the_link_is_too_late_and_says_whom_to_ring(cast):
    change = note_change(
        person=cast.anna, happened=Happened.MAIN, before=[HERS], now=cast.now - CAN_BE_STOPPED - timedelta(minutes=1)
    )
    answer = Client().post(link_to_stop(change))
    assert (answer.status_code, is_stopped(cast.anna)) == (422, False)
    assert "ring your coordinator" in answer.content.decode()


def test_two_presses_are_one_and_after_it_is_settled_the_link_stops_nothing(cast):
    change = stopped(cast)
    Client().post(link_to_stop(change))
    assert told() == []
    settle(change=change, undo=None, by=cast.cora, now=cast.now)
    Client().post(link_to_stop(change))
    assert is_stopped(cast.anna) is False


@pytest.mark.parametrize("token", ["x", "a:b:c", "%20", "WyJ4Il0:1abc:zz"])
def test_a_made_up_link_says_what_to_do(client, db, token):
    answer = client.get(f"/account/stop/{token}/")
    assert (answer.status_code, "ring your coordinator" in answer.content.decode()) == (404, True)


def test_an_address_that_another_account_has_by_now_is_not_taken_back(cast):
    change = stopped(cast)
    EmailAddress.objects.create(user=cast.ben, email=HERS, verified=True)
    first = AddressChange.objects.get(happened=Happened.ADDED)
    with pytest.raises(Refusal, match=f"Another account now has {HERS}"):
        settle(change=change, undo=first.pk, by=cast.cora, now=cast.now)
    assert is_stopped(cast.anna) is True


def test_whoever_runs_the_machine_opens_an_account_that_nobody_oversees(cast, capsys):
    stopped(cast)
    call_command("settle_addresses", THEIRS, "--put-back", "--reason", "her passport, by video")
    cast.anna.refresh_from_db()
    assert (cast.anna.email, is_stopped(cast.anna)) == (HERS, False)
    assert capsys.readouterr().out == "Opened again. They are told by mail.\n"


def test_the_longest_address_there_is_hears_of_it_too(cast):
    """The key of an effect has 200 letters on PostgreSQL; SQLite would take any."""
    longest = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 59}.example"
    EmailAddress.objects.create(user=cast.anna, email=longest, verified=True)
    client = signed_in(cast.anna)
    add(client)
    change_password(client)
    assert [effect.key for effect in Effect.objects.all() if len(effect.key) > 200] == []
    theirs = sorted(subject for address, subject in told() if address == longest)
    assert theirs == [CHANGED, "Your password was changed"]
