"""Nobody makes themselves what others rely on, and nobody comes into such a role, or out of it, unseen."""

from datetime import timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.management import CommandError, call_command

from delivery.models import Effect
from delivery.services import deliver_due
from foundation.refusals import Refusal
from people.invitations.services import accept_invitation, send_again, withdraw_invitation
from people.invitations.table import read_table
from people.models import Appointment, Invitation, Role, SupervisionProposal
from people.notices import OWN_ROLE_ENDED, ROLE_ENDED, ROLE_GIVEN
from people.proposals.services import propose_supervisor
from tests.people import appoint
from tests.standing.inviting import NEWCOMER, invited
from tests.verbs import end_appointment

ALL_THREE = ["Cora", "Dora", "Gwen"]
ONLY_A_LEAD = "invited by a governance lead of this programme"
ENDED_BY_A_LEAD = "Another governance lead of the programme"


def role_of(person, role: Role) -> Appointment:
    return Appointment.objects.get(person=person, role=role, ends_at=None)


def told(notice: str) -> list[str]:
    found = Effect.objects.filter(kind=f"mail:{notice}")
    return sorted(found.values_list("recipient__first_name", flat=True))


def page_of(client, path: str) -> str:
    return " ".join(BeautifulSoup(client.get(path).content, "html.parser").main.get_text(" ").split())


def test_a_coordinator_makes_nobody_governance_lead_once_there_was_one(cast, now):
    with pytest.raises(Refusal, match=ONLY_A_LEAD):
        invited(cast, role=Role.GOVERNANCE)
    end_appointment(appointment=role_of(cast.gwen, Role.GOVERNANCE), now=now)
    with pytest.raises(Refusal, match=ONLY_A_LEAD):
        invited(cast, role=Role.GOVERNANCE, now=now + timedelta(days=1))
    assert Invitation.objects.count() == 0


def test_a_coordinator_invites_the_first_governance_lead(cast):
    first = invited(cast, role=Role.GOVERNANCE, programme=cast.dales, by=cast.odette)
    assert (first.role, first.invited_by) == (Role.GOVERNANCE, cast.odette)


def test_an_invitation_from_before_is_sent_again_by_a_governance_lead_alone(cast, now):
    early = invited(cast, role=Role.GOVERNANCE, programme=cast.dales, by=cast.odette)
    appoint(cast.gwen, Role.GOVERNANCE, cast.dales, now)
    for deed in (send_again, withdraw_invitation):
        with pytest.raises(Refusal, match=ONLY_A_LEAD):
            deed(invitation=early, by=cast.odette, now=now)
    assert send_again(invitation=early, by=cast.gwen, now=now).sendings == 2


def test_a_governance_lead_invites_another_and_nobody_else(cast, sign_in):
    gwen = sign_in(cast.gwen)
    form = BeautifulSoup(gwen.get("/people/invite/").content, "html.parser")
    assert [choice["value"] for choice in form.find_all("input", {"name": "role"})] == ["governance", "deputy"]
    assert gwen.post("/people/invite/", {"email": NEWCOMER, "role": "supervisor"}).status_code == 422
    assert gwen.post("/people/invite/", {"email": NEWCOMER, "role": "governance"}).status_code == 302
    assert list(Invitation.objects.values_list("role", "invited_by__first_name")) == [("governance", "Gwen")]
    invited(cast, "max@example.org")
    assert [invitation.email for invitation, *_rest in gwen.get("/people/invitations/").context["rows"]] == [NEWCOMER]


def test_the_coordinators_form_does_not_offer_it_and_says_who_does(cast, sign_in):
    page = sign_in(cast.cora).get("/people/invite/")
    choices = BeautifulSoup(page.content, "html.parser").find_all("input", {"name": "role"})
    assert [choice["value"] for choice in choices] == [
        role for role in Role if role not in (Role.GOVERNANCE, Role.DEPUTY)
    ]
    assert ONLY_A_LEAD in page.content.decode()


def test_a_table_names_the_line(cast, now):
    table = read_table(
        "email,role\nkim@example.org,supervisor\nmax@example.org,governance lead\n",
        programme=cast.thames,
        by=cast.cora,
        now=now,
    )
    assert [line.number for line in table.bad_lines] == [3]
    assert ONLY_A_LEAD in table.bad_lines[0].problems[0]


def test_the_operator_invites_one_where_none_is_left(cast):
    said = StringIO()
    call_command("start_programme", name=cast.thames.name, again=True, governance=[NEWCOMER], stdout=said)
    assert list(Invitation.objects.values_list("email", "role", "invited_by")) == [(NEWCOMER, "governance", None)]
    assert f"governance lead, {NEWCOMER}" in said.getvalue().lower()
    with pytest.raises(CommandError, match="Nothing was sent. gwen@example.org is a governance lead here already"):
        call_command("start_programme", name=cast.thames.name, again=True, governance=["gwen@example.org"])
    assert Invitation.objects.get().sendings == 1


@pytest.mark.parametrize(
    ("role", "hear"),
    [
        (Role.SUPERVISOR, ALL_THREE),
        (Role.COORDINATOR, ALL_THREE),
        (Role.CLINICAL_LEAD, ALL_THREE),
        (Role.EDITOR, ALL_THREE),
        (Role.TRAINER, ALL_THREE),
        (Role.TPD, []),
    ],
)
def test_whoever_answers_for_the_programme_hears_that_a_role_was_taken_up(cast, now, role, hear):
    accept_invitation(invitation=invited(cast, "farah@example.org", role), by=cast.farah, now=now)
    assert told(ROLE_GIVEN) == hear


def test_the_mail_names_nobody_and_leads_to_the_list(cast, now):
    invitation = invited(cast, "farah@example.org", Role.COORDINATOR)
    accept_invitation(invitation=invitation, by=cast.farah, now=now)
    deliver_due(now)
    mails = [message for message in mail.outbox if message.subject == "Someone has taken up a role"]
    assert sorted(message.to[0] for message in mails) == ["cora@example.org", "dora@example.org", "gwen@example.org"]
    assert ["/people/" in message.body for message in mails] == [True, True, True]
    assert [name for name in ("Farah", "Aziz") for message in mails if name in message.body] == []


def test_the_list_says_since_when_and_by_whom(cast, now, sign_in):
    accept_invitation(invitation=invited(cast, "farah@example.org", Role.COORDINATOR), by=cast.farah, now=now)
    operators = invited(cast, "ben@example.org", Role.EDITOR, by=None)
    accept_invitation(invitation=operators, by=cast.ben, now=now)
    text = page_of(sign_in(cast.gwen), "/people/")
    day = f"since {now.day} {now:%b %Y}"
    assert f"Coordinator {day}, invited by Cora Lind" in text
    assert f"Content editor {day}, invited by the people who run this site" in text


def test_a_governance_lead_sees_roles_and_nothing_of_anybodys_training(cast, sign_in):
    text = page_of(sign_in(cast.gwen), "/people/")
    assert [word for word in ("Anna Okoye", "Authorised", "Alder", "Propose") if word in text] == ["Anna Okoye"]


@pytest.mark.parametrize("name", ["cora", "gwen", "sam", "odette"])
def test_the_only_governance_lead_is_ended_by_nobody_on_the_site(cast, now, name):
    with pytest.raises(Refusal, match=ENDED_BY_A_LEAD):
        end_appointment(appointment=role_of(cast.gwen, Role.GOVERNANCE), by=getattr(cast, name), now=now)
    assert role_of(cast.gwen, Role.GOVERNANCE).ends_at is None


def test_one_governance_lead_ends_anothers_role_on_the_page(cast, now, sign_in):
    appoint(cast.farah, Role.GOVERNANCE, cast.thames, now - timedelta(days=1))
    path = f"/people/roles/{role_of(cast.farah, Role.GOVERNANCE).pk}/end/"
    own = f"/people/roles/{role_of(cast.gwen, Role.GOVERNANCE).pk}/end/"
    cora, gwen = sign_in(cast.cora), sign_in(cast.gwen)
    assert [cora.post(path).status_code, gwen.post(own).status_code] == [404, 404]
    assert "Farah Aziz: no longer a governance lead?" in page_of(gwen, path)
    assert gwen.post(path)["Location"] == "/people/?programme=thames"
    assert Appointment.objects.filter(person=cast.farah, role=Role.GOVERNANCE, ends_at=None).count() == 0
    assert "Farah Aziz : governance lead. Ended" in page_of(gwen, "/people/")
    assert "by Gwen Hart." in page_of(gwen, "/people/")


def test_the_operator_ends_even_the_last(cast, now):
    assert end_appointment(appointment=role_of(cast.gwen, Role.GOVERNANCE), now=now).ends_at == now


@pytest.mark.parametrize(
    ("name", "role", "others"), [("sam", Role.SUPERVISOR, ["Dora", "Gwen"]), ("anna", Role.FACILITATOR, [])]
)
def test_whoever_loses_a_role_is_told_and_so_are_the_others(cast, now, name, role, others):
    person = getattr(cast, name)
    end_appointment(appointment=role_of(person, role), by=cast.cora, now=now)
    assert (told(OWN_ROLE_ENDED), told(ROLE_ENDED)) == ([person.first_name], others)


def leaving(cast, now) -> tuple[Invitation, Invitation, SupervisionProposal, SupervisionProposal]:
    """Farah, a coordinator for a day, has invited and proposed, and so has Cora."""
    appoint(cast.farah, Role.COORDINATOR, cast.thames, now - timedelta(days=1))
    hers, coras = invited(cast, by=cast.farah), invited(cast, "max@example.org")
    common = {"supervisor": cast.stella, "programme": cast.thames, "now": now}
    proposed = propose_supervisor(facilitator=cast.anna, by=cast.farah, **common)
    return hers, coras, proposed, propose_supervisor(facilitator=cast.ben, by=cast.cora, **common)


def test_what_a_coordinator_began_does_not_outlive_the_role(cast, now, sign_in):
    rows = leaving(cast, now)
    role, cora = role_of(cast.farah, Role.COORDINATOR), sign_in(cast.cora)
    assert "their open invitations and proposals here are withdrawn" in page_of(cora, f"/people/roles/{role.pk}/end/")
    end_appointment(appointment=role, by=cast.cora, now=now)
    for row in rows:
        row.refresh_from_db()
    hers, coras, proposed, other = rows
    assert (hers.withdrawn_at, coras.withdrawn_at) == (now, None)
    assert (proposed.state, other.state) == ("withdrawn", "open")


def test_an_ended_governance_lead_has_invited_no_other(cast, now):
    appoint(cast.farah, Role.GOVERNANCE, cast.thames, now - timedelta(days=1))
    hers = invited(cast, role=Role.GOVERNANCE, by=cast.farah)
    end_appointment(appointment=role_of(cast.farah, Role.GOVERNANCE), by=cast.gwen, now=now)
    hers.refresh_from_db()
    assert hers.withdrawn_at == now


def test_other_roles_take_no_invitation_with_them(cast, now):
    appoint(cast.cora, Role.TRAINER, cast.thames, now - timedelta(days=1))
    waiting = invited(cast)
    end_appointment(appointment=role_of(cast.cora, Role.TRAINER), by=cast.cora, now=now)
    waiting.refresh_from_db()
    assert waiting.withdrawn_at is None


# The deputy -----------------------------------------------------------------------------------------------------------


def test_a_deputy_is_the_governance_leads_to_invite(cast, sign_in):
    with pytest.raises(Refusal, match=ONLY_A_LEAD):
        invited(cast, role=Role.DEPUTY)
    assert invited(cast, role=Role.DEPUTY, by=cast.gwen).role == Role.DEPUTY
    listed = sign_in(cast.gwen).get("/people/invitations/").context["rows"]
    assert [invitation.role for invitation, *_rest in listed] == [Role.DEPUTY]
    assert [sign_in(cast.dora).get(path).status_code for path in ("/people/invite/", "/people/invitations/")] == [
        404,
        404,
    ]


@pytest.mark.parametrize(("email", "role"), [("gwen@example.org", Role.DEPUTY), ("dora@example.org", Role.GOVERNANCE)])
def test_lead_and_deputy_are_two_people(cast, email, role):
    with pytest.raises(Refusal, match="The lead and their deputy are two people: invite another."):
        invited(cast, email, role, by=None)


def test_nobody_becomes_both_by_an_invitation_from_before(cast, now):
    waiting = invited(cast, "farah@example.org", Role.DEPUTY, by=cast.gwen)
    appoint(cast.farah, Role.GOVERNANCE, cast.thames, now - timedelta(days=1))
    with pytest.raises(Refusal, match="You are the governance lead here"):
        accept_invitation(invitation=waiting, by=cast.farah, now=now)


def test_a_deputy_gives_nothing_and_sees_who_holds_which_role(cast, sign_in):
    text = page_of(sign_in(cast.dora), "/people/")
    words = ("Anna Okoye", "Invite someone", "Propose", "Authorised")
    assert [word for word in words if word in text] == ["Anna Okoye"]


@pytest.mark.parametrize("name", ["cora", "dora", "sam", "odette"])
def test_a_deputys_role_is_ended_by_a_governance_lead(cast, now, name):
    with pytest.raises(Refusal, match="A governance lead of the programme ends a deputy's role"):
        end_appointment(appointment=role_of(cast.dora, Role.DEPUTY), by=getattr(cast, name), now=now)


def test_there_is_always_a_second_person(cast, now):
    with pytest.raises(Refusal, match="only deputy. Invite another one first."):
        end_appointment(appointment=role_of(cast.dora, Role.DEPUTY), by=cast.gwen, now=now)
    appoint(cast.farah, Role.DEPUTY, cast.thames, now - timedelta(days=1))
    assert end_appointment(appointment=role_of(cast.dora, Role.DEPUTY), by=cast.gwen, now=now).ends_at == now
