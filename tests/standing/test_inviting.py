"""One invitation: who may send it, how long it lives, and what the mail says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import IntegrityError, transaction

from delivery.models import Effect
from delivery.queries import given_up, seconds_behind
from delivery.services import deliver_due
from foundation.refusals import Refusal
from people.invitations import services
from people.invitations.links import digest_of, link_to, token_for
from people.invitations.models import Invitation, Standing
from people.models import Role
from tests.standing.inviting import NEWCOMER, invited, path_of

FORTNIGHT = timedelta(days=14)


def test_the_mail_holds_the_link_and_no_name_of_a_third_person(cast, now):
    invitation = invited(cast)
    deliver_due(now)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([NEWCOMER], "You are invited to Thames Valley peer groups")
    assert link_to(invitation) in message.body
    assert ("Nia New" in message.body, "Cora" in message.body) == (True, False)


def test_of_the_token_nothing_but_its_digest_is_kept(cast):
    invitation = invited(cast)
    token = token_for(invitation.pk, 1)
    kept = [str(value) for value in Invitation.objects.values_list().get()]
    assert (invitation.digest, [value for value in kept if token in value]) == (digest_of(token), [])


@pytest.mark.parametrize(
    ("after", "standing"),
    [(FORTNIGHT - timedelta(seconds=1), Standing.WAITING), (FORTNIGHT, Standing.EXPIRED)],
    ids=["a second before the end", "at the end"],
)
def test_it_can_be_accepted_for_two_weeks(cast, now, after, standing):
    assert invited(cast).standing(now + after) is standing


def test_sending_it_again_kills_the_old_link_and_starts_the_time_anew(cast, now, client):
    old = path_of(invited(cast))
    later = now + timedelta(days=20)
    again = services.send_again(invitation=Invitation.objects.get(), by=cast.cora, now=later)
    assert (again.expires_at, again.standing(later)) == (later + FORTNIGHT, Standing.WAITING)
    assert (client.get(old).status_code, client.get(path_of(again)).status_code) == (404, 200)


def test_of_two_sendings_on_their_way_only_the_newest_is_mailed(cast, now):
    again = services.send_again(invitation=invited(cast), by=cast.cora, now=now)
    deliver_due(now)
    assert [link_to(again) in message.body for message in mail.outbox] == [True]


def test_a_withdrawn_invitation_is_not_mailed_any_more(cast, now):
    services.withdraw_invitation(invitation=invited(cast), by=cast.cora, now=now)
    deliver_due(now)
    assert mail.outbox == []


def test_withdrawing_twice_keeps_the_first_time(cast, now):
    invitation = invited(cast)
    services.withdraw_invitation(invitation=invitation, by=cast.cora, now=now)
    again = services.withdraw_invitation(invitation=invitation, by=cast.cora, now=now + timedelta(days=1))
    assert again.withdrawn_at == now


def test_a_withdrawn_invitation_is_not_sent_again_but_made_anew(cast, now):
    first = services.withdraw_invitation(invitation=invited(cast), by=cast.cora, now=now)
    with pytest.raises(Refusal, match="no longer open"):
        services.send_again(invitation=first, by=cast.cora, now=now)
    assert invited(cast).standing(now) is Standing.WAITING


@pytest.mark.parametrize("name", ["anna", "sam", "gwen", "eddie", "odette"])
def test_only_a_coordinator_of_the_programme_invites_or_withdraws(cast, now, name):
    invitation, other = invited(cast), getattr(cast, name)
    for deed in (
        lambda: invited(cast, "max@example.org", by=other),
        lambda: services.send_again(invitation=invitation, by=other, now=now),
        lambda: services.withdraw_invitation(invitation=invitation, by=other, now=now),
    ):
        with pytest.raises(Refusal, match="Only a coordinator of this programme"):
            deed()
    assert (Invitation.objects.count(), Invitation.objects.get().sendings) == (1, 1)


@pytest.mark.parametrize("role", Role)
def test_nobody_gives_themselves_a_role(cast, role):
    with pytest.raises(Refusal, match="You cannot give yourself a role"):
        invited(cast, "cora@example.org", role)


@pytest.mark.parametrize(
    ("email", "role", "words"),
    [
        ("farah@example.org", Role.FACILITATOR, "farah@example.org is a facilitator here already"),
        (NEWCOMER, Role.FACILITATOR, "invited as a facilitator already"),
    ],
)
def test_a_member_and_somebody_invited_are_not_invited_again(cast, email, role, words):
    invited(cast)
    with pytest.raises(Refusal, match=words):
        invited(cast, email, role)


def test_a_member_can_be_invited_to_another_role(cast):
    assert invited(cast, "farah@example.org", Role.TRAINER).role == Role.TRAINER


def test_the_database_holds_one_open_invitation_to_a_role(cast):
    first = invited(cast)
    facts = {field.attname: getattr(first, field.attname) for field in Invitation._meta.fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(**facts | {"id": uuid4(), "digest": "another"})


def test_the_page_sends_one_and_keeps_what_was_typed_when_it_cannot(cast, sign_in):
    cora = sign_in(cast.cora)
    typed = {"email": "Max@Example.org", "name": "Max Moss", "role": "supervisor"}
    assert cora.post("/people/invite/", typed).status_code == 302
    assert [(invitation.email, invitation.role, invitation.invited_by) for invitation in Invitation.objects.all()] == [
        ("max@example.org", "supervisor", cast.cora)
    ]
    again = cora.post("/people/invite/", typed)
    assert again.status_code == 422
    assert "max@example.org is invited as a programme supervisor already" in again.content.decode()
    assert 'value="Max Moss"' in again.content.decode()


def test_the_list_offers_what_can_be_done_and_the_buttons_do_it(cast, sign_in, now):
    cora, invitation = sign_in(cast.cora), invited(cast)
    page = cora.get("/people/invitations/").content.decode()
    assert ("Nia New" in page, "waiting" in page) == (True, True)
    cora.post(f"/people/invitations/{invitation.pk}/again/")
    cora.post(f"/people/invitations/{invitation.pk}/withdraw/")
    invitation.refresh_from_db()
    assert (invitation.sendings, invitation.withdrawn_at is None) == (2, False)
    assert "Nia New" not in cora.get("/people/invitations/").content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_invitations_costs_the_same_for_one_and_for_thirty(cast, sign_in, count, django_assert_num_queries):
    for number in range(count):
        invited(cast, f"new{number}@example.org")
    cora = sign_in(cast.cora)
    cora.get("/people/invitations/")
    with django_assert_num_queries(9):
        cora.get("/people/invitations/")


def test_an_address_that_its_server_refuses_is_named_at_the_invitation(cast, sign_in):
    wrong, right = invited(cast, "nai@example.org"), invited(cast, "nia@example.org")
    Effect.objects.filter(object_id=wrong.pk).update(state=Effect.State.REFUSED)
    Effect.objects.filter(object_id=right.pk).update(state=Effect.State.DONE)
    page = BeautifulSoup(sign_in(cast.cora).get("/people/invitations/").content, "html.parser")
    told = [" ".join(error.get_text().split()) for error in page.select(".nhsuk-error-message")]
    assert told == [
        (
            "Error: The email did not arrive: the server of nai@example.org does not accept it. Check the address "
            "with them. If it is wrong, withdraw this invitation and send one to the right address."
        )
    ]
    assert (seconds_behind(cast.now + timedelta(days=1)), given_up()) == (0, 0)
