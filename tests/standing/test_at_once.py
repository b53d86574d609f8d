"""Two people press at the same instant: one after the other, and nothing is there twice or gone."""

from datetime import timedelta

from foundation.refusals import Refusal
from groups.models import Facilitation
from groups.pairs.services import end_place, place_in_pair
from people.invitations.services import accept_invitation
from people.models import Appointment, Invitation, Role, SupervisionAssignment, SupervisionProposal
from people.proposals.models import Answer
from people.proposals.services import declare, propose_supervisor
from tests.people import appoint, make_cast
from tests.standing.inviting import invited
from tests.verbs import end_appointment


def refusals(results) -> int:
    return sum(isinstance(result, Refusal) for result in results)


def test_two_coordinators_who_invite_the_same_person(at_once, now):
    cast = make_cast(now)
    results = at_once(lambda: invited(cast), lambda: invited(cast))
    assert (refusals(results), Invitation.objects.count()) == (1, 1)


def test_a_second_click_on_accept(at_once, now):
    cast = make_cast(now)
    invitation = invited(cast, "farah@example.org", Role.TRAINER)
    first, second = at_once(*[lambda: accept_invitation(invitation=invitation, by=cast.farah, now=now)] * 2)
    assert first == second
    assert Appointment.objects.filter(person=cast.farah, role=Role.TRAINER).count() == 1


def test_both_declare_at_the_same_instant(at_once, now):
    cast = make_cast(now)
    proposal = propose_supervisor(
        facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=now
    )

    def says(person):
        return lambda: declare(proposal=proposal, by=person, answer=Answer.NO_CONFLICT, now=now)

    assert refusals(at_once(says(cast.anna), says(cast.stella))) == 0
    proposal.refresh_from_db()
    assert proposal.state == SupervisionProposal.State.BEGUN
    held = SupervisionAssignment.objects.filter(facilitator=cast.anna, ends_at=None)
    assert list(held.values_list("supervisor__first_name", flat=True)) == ["Stella"]


def test_two_coordinators_who_end_each_others_roles(at_once, now):
    cast = make_cast(now)
    appoint(cast.farah, Role.COORDINATOR, cast.thames, now - timedelta(days=1))
    roles = {role.person: role for role in Appointment.objects.filter(programme=cast.thames, role=Role.COORDINATOR)}

    def ends(by, other):
        return lambda: end_appointment(appointment=roles[other], by=by, now=now)

    assert refusals(at_once(ends(cast.cora, cast.farah), ends(cast.farah, cast.cora))) == 1
    assert Appointment.objects.current(now).filter(programme=cast.thames, role=Role.COORDINATOR).count() == 1


def test_two_coordinators_who_fill_the_last_place(at_once, now):
    cast = make_cast(now)
    end_place(place=Facilitation.objects.get(group=cast.alder, person=cast.anna), by=cast.cora, now=now)

    def gives(person):
        return lambda: place_in_pair(group=cast.alder, person=person, by=cast.cora, now=now)

    assert refusals(at_once(gives(cast.anna), gives(cast.farah))) == 1
    assert Facilitation.objects.filter(group=cast.alder, ends_at=None).count() == 2
