"""Supervision begins once both have declared that nothing stands in its way; why not is nobody else's business."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import Appointment, Role, SupervisionAssignment, SupervisionProposal
from people.proposals.models import Answer
from people.proposals.services import declare, propose_supervisor, withdraw_proposal
from people.queries import supervision_of
from people.services import appoint
from tests.verbs import end_appointment

State = SupervisionProposal.State
NO_CONFLICT, CONFLICT, DIFFERENT = Answer.NO_CONFLICT, Answer.CONFLICT, Answer.DIFFERENT


def propose(cast, *, facilitator=None, supervisor=None, by=None, now=None) -> SupervisionProposal:
    """Stella for Anna, whom Sam supervises, unless told otherwise."""
    return propose_supervisor(
        facilitator=facilitator or cast.anna,
        supervisor=supervisor or cast.stella,
        programme=cast.thames,
        by=by or cast.cora,
        now=now or cast.now,
    )


def supervisor_of_anna(cast, now) -> str:
    return supervision_of(cast.anna, now).supervisor.first_name


def test_nothing_begins_before_both_have_declared(cast, now):
    proposal = propose(cast)
    assert supervisor_of_anna(cast, now) == "Sam"
    declare(proposal=proposal, by=cast.anna, answer=NO_CONFLICT, now=now)
    assert supervisor_of_anna(cast, now) == "Sam"
    later = now + timedelta(hours=1)
    assert declare(proposal=proposal, by=cast.stella, answer=NO_CONFLICT, now=later).state == State.BEGUN
    assert supervisor_of_anna(cast, later) == "Stella"
    assert SupervisionAssignment.objects.get(facilitator=cast.anna, supervisor=cast.sam).ends_at == later


def test_both_are_told_that_something_waits(cast):
    proposal = propose(cast)
    told = Effect.objects.filter(object_id=proposal.pk, kind="mail:something_waiting")
    assert sorted(told.values_list("recipient__first_name", flat=True)) == ["Anna", "Stella"]


@pytest.mark.parametrize("answer", [CONFLICT, DIFFERENT])
@pytest.mark.parametrize("name", ["anna", "stella"])
def test_either_of_the_two_can_close_it_and_the_coordinator_is_told(cast, now, name, answer):
    proposal = declare(proposal=propose(cast), by=getattr(cast, name), answer=answer, now=now)
    assert (proposal.state, supervisor_of_anna(cast, now)) == (State.DECLINED, "Sam")
    assert Effect.objects.filter(recipient=cast.cora, object_id=proposal.pk).count() == 1


def test_who_saw_no_conflict_may_change_that_until_the_other_answers(cast, now):
    proposal = declare(proposal=propose(cast), by=cast.anna, answer=NO_CONFLICT, now=now)
    assert declare(proposal=proposal, by=cast.anna, answer=DIFFERENT, now=now).state == State.DECLINED


def test_the_same_answer_twice_is_once(cast, now):
    proposal = propose(cast)
    for _ in range(2):
        declare(proposal=proposal, by=cast.anna, answer=NO_CONFLICT, now=now)
    assert AccessEntry.objects.filter(action="declared").count() == 1


@pytest.mark.parametrize("name", ["cora", "sam", "ben", "gwen"])
def test_nobody_else_answers(cast, now, name):
    proposal = propose(cast)
    with pytest.raises(Refusal, match="Only the two people concerned"):
        declare(proposal=proposal, by=getattr(cast, name), answer=NO_CONFLICT, now=now)
    proposal.refresh_from_db()
    assert (proposal.facilitator_answer, proposal.supervisor_answer) == ("", "")


def test_a_closed_proposal_takes_no_other_answer(cast, now):
    proposal = declare(proposal=propose(cast), by=cast.anna, answer=DIFFERENT, now=now)
    with pytest.raises(Refusal, match="closed"):
        declare(proposal=proposal, by=cast.stella, answer=NO_CONFLICT, now=now)


@pytest.mark.parametrize(
    ("facilitator", "supervisor", "by", "words"),
    [
        ("anna", "stella", "odette", "Only a coordinator of this programme"),
        ("anna", "stella", "sam", "Only a coordinator of this programme"),
        ("anna", "anna", "cora", "their own supervisor"),
        ("anna", "oscar", "cora", "not a supervisor of the programme"),
        ("anna", "sam", "cora", "Sam Reyes supervises Anna Okoye already"),
        ("olu", "stella", "cora", "not a facilitator of the programme"),
    ],
)
def test_what_cannot_be_proposed_is_refused_in_words(cast, facilitator, supervisor, by, words):
    with pytest.raises(Refusal, match=words):
        propose(
            cast, facilitator=getattr(cast, facilitator), supervisor=getattr(cast, supervisor), by=getattr(cast, by)
        )


def test_two_people_are_not_proposed_to_supervise_each_other(cast, now):
    appoint(person=cast.anna, role=Role.SUPERVISOR, programme=cast.thames, now=now)
    appoint(person=cast.sam, role=Role.FACILITATOR, programme=cast.thames, now=now)
    with pytest.raises(Refusal, match="supervise each other"):
        propose(cast, facilitator=cast.sam, supervisor=cast.anna)


def test_another_proposal_takes_the_place_of_an_open_one_and_the_same_is_one(cast, now):
    first = propose(cast)
    assert propose(cast) == first
    second = propose(cast, supervisor=cast.grace)
    assert list(SupervisionProposal.objects.order_by("state").values_list("pk", "state")) == [
        (second.pk, State.OPEN),
        (first.pk, State.WITHDRAWN),
    ]


def test_the_database_holds_one_open_proposal_and_no_beginning_without_both(cast, now):
    facts = {"programme": cast.thames, "facilitator": cast.anna, "proposed_by": cast.cora, "proposed_at": now}
    propose(cast)
    for wrong in ({"supervisor": cast.grace}, {"supervisor": cast.grace, "state": State.BEGUN}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupervisionProposal.objects.create(**facts | wrong)


def test_a_withdrawn_proposal_asks_nobody(cast, now, sign_in):
    proposal = propose(cast)
    for _ in range(2):
        assert withdraw_proposal(proposal=proposal, by=cast.cora, now=now).state == State.WITHDRAWN
    assert "is proposed as your supervisor" not in sign_in(cast.anna).get("/me/").content.decode()


def test_supervision_begins_also_when_the_coordinator_has_left_meanwhile(cast, now):
    proposal = declare(proposal=propose(cast), by=cast.anna, answer=NO_CONFLICT, now=now)
    Appointment.objects.filter(person=cast.cora).update(ends_at=now)
    assert declare(proposal=proposal, by=cast.stella, answer=NO_CONFLICT, now=now).state == State.BEGUN


def test_a_supervisor_who_leaves_has_nothing_to_declare(cast, now):
    proposal = propose(cast)
    end_appointment(appointment=Appointment.objects.get(person=cast.stella), by=cast.cora, now=now)
    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN


def test_both_find_it_on_their_day_and_answer_on_one_page(cast, sign_in):
    proposal = propose(cast)
    anna, stella = sign_in(cast.anna), sign_in(cast.stella)
    assert "Stella Moore is proposed as your supervisor." in anna.get("/me/").content.decode()
    assert "You are proposed as a supervisor to Anna Okoye." in stella.get("/me/").content.decode()
    path = f"/people/proposals/{proposal.pk}/"
    assert anna.post(path, {}).status_code == 422
    for client in (anna, stella):
        assert client.post(path, {"answer": "no_conflict"})["Location"] == "/me/"
    proposal.refresh_from_db()
    assert proposal.state == State.BEGUN


@pytest.mark.parametrize(
    ("answer", "words"),
    [(CONFLICT, "a conflict of interest was declared."), (DIFFERENT, "a different supervisor is preferred.")],
)
def test_the_coordinator_sees_that_and_not_by_whom(cast, now, sign_in, answer, words):
    declare(proposal=propose(cast), by=cast.anna, answer=answer, now=now)
    page = sign_in(cast.cora).get("/people/").content.decode()
    assert (words in page, "Not Stella Moore:" in page) == (True, True)


def test_the_coordinator_sees_who_has_declared(cast, now, sign_in):
    declare(proposal=propose(cast), by=cast.anna, answer=NO_CONFLICT, now=now)
    page = " ".join(sign_in(cast.cora).get("/people/").content.decode().split())
    assert ("Anna Okoye: no conflict declared" in page, "Stella Moore: not yet declared" in page) == (True, True)


def test_proposing_from_the_page(cast, sign_in):
    appointment = cast.farah.appointments.get()
    cora = sign_in(cast.cora)
    page = cora.get(f"/people/roles/{appointment.pk}/supervisor/").content.decode()
    assert "Sam Reyes, supervises 2 people" in page
    answer = cora.post(f"/people/roles/{appointment.pk}/supervisor/", {"supervisor": str(cast.sam.pk)})
    # Stella supervises Farah now: first comes what hangs on that.
    assert (answer.status_code, SupervisionProposal.objects.count()) == (302, 0)
    assert cora.post(answer["Location"]).status_code == 302
    assert SupervisionProposal.objects.get().supervisor == cast.sam
    refused = cora.post(f"/people/roles/{appointment.pk}/supervisor/", {"supervisor": str(cast.stella.pk)})
    assert (refused.status_code, "Stella Moore, supervises" in page) == (422, False)
