"""The page behind an invitation's link: who comes in by it, as what, and what a dead link says."""

import io
import logging
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import get_authentication_records
from django.test import Client, RequestFactory

from confidential.models import AccessEntry
from config.logs import WithoutTokens
from foundation.refusals import Refusal
from people.invitations import services
from people.models import Appointment, Membership, Role, Specialty, User
from tests.standing.inviting import NEWCOMER, invited, joining, path_of


def roles(email: str) -> list[tuple[str, str]]:
    held = Appointment.objects.filter(person__email=email, ends_at=None).order_by("role")
    return list(held.values_list("role", "programme__slug"))


def surgery() -> Specialty:
    return Specialty.objects.get(name="General surgery")


def test_the_page_says_who_invites_to_what(cast, client):
    page = client.get(path_of(invited(cast))).content.decode()
    assert "Cora Lind invites you as a facilitator." in page
    assert "Thames Valley peer groups is run by A deanery, Thames Valley." in page
    assert 'value="Nia"' in page


def test_joining_makes_account_role_and_specialty_and_signs_in(cast, client):
    response = client.post(path_of(invited(cast)), joining(specialty=surgery().pk))
    nia = User.objects.get(email=NEWCOMER)
    assert (response.status_code, response["Location"], nia.name) == (302, "/me/", "Nia New")
    assert roles(NEWCOMER) == [("facilitator", "thames")]
    assert Membership.objects.get(person=nia).specialty == surgery()
    assert client.get("/me/").status_code == 200


def test_the_session_knows_how_they_proved_who_they_are(cast, client):
    client.post(path_of(invited(cast)), joining(specialty=surgery().pk))
    request = RequestFactory().get("/")
    request.session = client.session
    records = get_authentication_records(request, User.objects.get(email=NEWCOMER))
    assert [record["method"] for record in records] == ["password"]


def test_the_role_they_took_up_is_on_their_trail(cast, client):
    client.post(path_of(invited(cast)), joining(specialty=surgery().pk))
    trail = AccessEntry.objects.filter(owner__email=NEWCOMER)
    assert list(trail.values_list("actor__first_name", "action")) == [("Cora", "appointed")]


def test_a_supervisor_is_not_asked_for_a_specialty(cast, client):
    invitation = invited(cast, role=Role.SUPERVISOR)
    assert "Specialty" not in client.get(path_of(invitation)).content.decode()
    client.post(path_of(invitation), joining())
    assert roles(NEWCOMER) == [("supervisor", "thames")]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"password": "short"}, "This password is too short."),
        ({"password": "startfinding"}, "This password is too common."),
        ({"password": "nia@example.org"}, "too similar to the email address"),
        ({"first_name": ""}, "Enter a first name."),
        ({"specialty": ""}, "Choose your specialty."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, client, typed, words):
    response = client.post(path_of(invited(cast)), joining(last_name="Newman", specialty=surgery().pk) | typed)
    page = response.content.decode()
    assert (response.status_code, User.objects.filter(email=NEWCOMER).count()) == (422, 0)
    assert words.lower() in page.lower().replace("e-mail", "email")
    assert 'value="Newman"' in page


def test_an_account_can_be_made_without_a_password(cast, now):
    nia = services.join(invitation=invited(cast), first_name="Nia", last_name="New", password=None, now=now)
    assert (nia.has_usable_password(), roles(NEWCOMER)) == (False, [("facilitator", "thames")])


def dead(client, invitation) -> tuple[int, str]:
    response = client.get(path_of(invitation))
    return response.status_code, response.content.decode()


def test_an_expired_link_says_what_to_do(cast, now, client):
    invitation = invited(cast, now=now - timedelta(days=14))
    status, page = dead(client, invitation)
    assert (status, "Ask the person who invited you to send it again." in page) == (410, True)
    assert client.post(path_of(invitation), joining(specialty=surgery().pk)).status_code == 410
    assert User.objects.filter(email=NEWCOMER).count() == 0


def test_a_withdrawn_link_says_so(cast, now, client):
    status, page = dead(client, services.withdraw_invitation(invitation=invited(cast), by=cast.cora, now=now))
    assert (status, "This invitation was withdrawn." in page) == (410, True)


def test_a_used_link_leads_to_signing_in(cast, client):
    invitation = invited(cast)
    client.post(path_of(invitation), joining(specialty=surgery().pk))
    status, page = dead(Client(), invitation)
    assert (status, "This invitation has been used." in page, 'href="/accounts/login/"' in page) == (410, True, True)


def test_an_unknown_link_tells_nothing_but_what_to_try(cast, client):
    invited(cast)
    response = client.get("/join/no-such-token/")
    assert response.status_code == 404
    assert [word for word in (NEWCOMER, "Nia", "Thames", "Cora") if word in response.content.decode()] == []


@pytest.mark.parametrize("token", ["", "no-such-token"])
def test_the_page_is_kept_by_nobody_and_its_address_goes_nowhere(cast, client, token):
    response = client.get(f"/join/{token}/" if token else path_of(invited(cast)))
    headers = [response[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
    assert headers == ["no-store, private", "strict-origin", "noindex, nofollow"]


def test_no_log_holds_a_token(cast, client, monkeypatch):
    handlers = logging.getLogger().handlers
    ours = next(handler for handler in handlers if any(isinstance(item, WithoutTokens) for item in handler.filters))
    heard = io.StringIO()
    monkeypatch.setattr(ours, "stream", heard)
    client.get("/join/no-such-token/")
    client.post(path_of(invited(cast)), {})
    lines = heard.getvalue().splitlines()
    assert lines == ["Not Found: /join/[token]/", "Unprocessable Entity: /join/[token]/"]


def test_somebody_who_has_an_account_signs_in_and_accepts(cast, client):
    path = path_of(invited(cast, "farah@example.org", Role.TRAINER))
    page = client.get(path).content.decode()
    assert ("You already have an account" in page, 'name="password"' in page) == (True, False)
    client.force_login(cast.farah)
    assert "You are signed in as Farah Aziz." in client.get(path).content.decode()
    assert client.post(path)["Location"] == "/me/"
    assert roles("farah@example.org") == [("facilitator", "thames"), ("trainer", "thames")]


def test_an_account_that_exists_is_never_made_again(cast, now, client):
    invitation = invited(cast, "farah@example.org", Role.TRAINER)
    client.post(path_of(invitation), joining())
    with pytest.raises(Refusal, match="an account with this address already"):
        services.join(invitation=invitation, first_name="F", last_name="A", password=None, now=now)
    assert roles("farah@example.org") == [("facilitator", "thames")]


def test_nobody_accepts_what_was_sent_to_somebody_else(cast, now, sign_in):
    invitation = invited(cast, role=Role.SUPERVISOR)
    ben = sign_in(cast.ben)
    assert "went to an address that this account does not have" in ben.post(path_of(invitation)).content.decode()
    with pytest.raises(Refusal, match="sent to another address"):
        services.accept_invitation(invitation=invitation, by=cast.ben, now=now)
    assert roles("ben@example.org") == [("facilitator", "thames")]


def test_a_coordinator_with_anothers_address_cannot_accept_an_invitation(cast, now):
    invitation = invited(cast, "second@example.org", Role.SUPERVISOR)
    cast.cora.emailaddress_set.create(email="second@example.org", verified=True)
    with pytest.raises(Refusal, match="You sent this invitation yourself"):
        services.accept_invitation(invitation=invitation, by=cast.cora, now=now)
    assert roles("cora@example.org") == [("coordinator", "thames")]


def test_accepting_twice_is_one_role(cast, now):
    invitation = invited(cast, "farah@example.org", Role.TRAINER)
    first = services.accept_invitation(invitation=invitation, by=cast.farah, now=now)
    again = services.accept_invitation(invitation=invitation, by=cast.farah, now=now + timedelta(hours=1))
    assert (again, AccessEntry.objects.filter(owner=cast.farah).count()) == (first, 1)


def test_a_link_that_was_used_is_no_way_back_to_a_role_that_ended(cast, now):
    invitation = invited(cast, "farah@example.org", Role.TRAINER)
    services.accept_invitation(invitation=invitation, by=cast.farah, now=now)
    Appointment.objects.filter(person=cast.farah, role=Role.TRAINER).update(ends_at=now + timedelta(hours=1))
    with pytest.raises(Refusal, match="has been used"):
        services.accept_invitation(invitation=invitation, by=cast.farah, now=now + timedelta(hours=2))
