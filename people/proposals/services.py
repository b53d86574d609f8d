"""Propose a supervisor, declare, withdraw. Supervision begins with the second declaration of no conflict."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from delivery.mail import notify
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from people.deeds import ProposalDeed
from people.models import Programme, Role, SupervisionAssignment, SupervisionProposal, User
from people.proposals.models import Answer
from people.proposals.queries import open_proposal, proposed_now
from people.queries import holds_role
from people.services import begin_supervision, note_about, refuse_unfit_pair, refuse_unless_coordinator

State = SupervisionProposal.State
WAITING = "something_waiting"


@transaction.atomic
def propose_supervisor(
    *,
    facilitator: User,
    supervisor: User,
    programme: Programme,
    by: User,
    now: datetime,
    choices: Mapping[str, str] | None = None,
    seen: str = NOT_ASKED,
) -> SupervisionProposal:
    """Ask both whether anything stands in the way. The same proposal twice is one; another one takes its place.

    Not that of another coordinator, made since the page was drawn that showed `seen`: then Refusal says who it names.
    `choices` are what becomes of whatever hangs on the earlier supervision (people/endings), once this one begins.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    refuse_unless_coordinator(by, programme, now)
    _refuse_unfit_proposal(facilitator, supervisor, programme, now)
    standing = open_proposal(facilitator, programme)
    if unseen(seen, *proposed_now(standing)) and not _says_the_same(standing, supervisor, choices):
        raise Refusal(_meanwhile(standing))
    if standing and standing.supervisor_id == supervisor.pk:
        standing.choices = {**standing.choices, **(choices or {})}
        standing.save(update_fields=["choices"])
        return standing
    if standing:
        _close(standing, State.WITHDRAWN, now)
    made = SupervisionProposal.objects.create(
        programme=programme,
        facilitator=facilitator,
        supervisor=supervisor,
        proposed_by=by,
        proposed_at=now,
        choices=dict(choices or {}),
    )
    note_about(made, actor=by, deed=ProposalDeed.PROPOSED, owner=facilitator, now=now)
    for person in (facilitator, supervisor):
        notify(person, WAITING, about=made.pk, now=now)
    return made


def _says_the_same(standing: SupervisionProposal | None, supervisor: User, choices: Mapping[str, str] | None) -> bool:
    return bool(standing and standing.supervisor_id == supervisor.pk and standing.choices == dict(choices or {}))


def _meanwhile(standing: SupervisionProposal | None) -> str:
    if standing is None:
        return _("The proposal on this page is now closed. Check the page, then press the button again.")
    return _(
        "%(by)s has proposed %(who)s since you opened the page. What you chose is still in the "
        "form. Press the button again to replace their proposal."
    ) % {"by": standing.proposed_by.name, "who": standing.supervisor.name}


def _refuse_unfit_proposal(facilitator: User, supervisor: User, programme: Programme, now: datetime) -> None:
    if not holds_role(facilitator, Role.FACILITATOR, now=now, programme_id=programme.pk):
        raise Refusal(_("This person is not a facilitator of the programme. Invite them first."))
    refuse_unfit_pair(facilitator, supervisor, programme, now)
    assignments = SupervisionAssignment.objects.between(
        supervisor_id=supervisor.pk, facilitator_id=facilitator.pk, now=now
    ).filter(programme=programme)
    if assignments.exists():
        raise Refusal(
            _("%(supervisor)s supervises %(facilitator)s already.")
            % {"supervisor": supervisor.name, "facilitator": facilitator.name}
        )


@transaction.atomic
def declare(*, proposal: SupervisionProposal, by: User, answer: Answer, now: datetime) -> SupervisionProposal:
    """What one of the two says. The same answer twice is once. Any answer but "no conflict" closes the proposal.

    Raises Refusal for anybody else, and once the proposal is closed.
    """
    proposal = _locked(proposal)
    if by.pk not in (proposal.facilitator_id, proposal.supervisor_id):
        raise Refusal(_("Only the two people concerned can answer this."))
    if proposal.answer_of(by) == answer:
        return proposal
    if proposal.state != State.OPEN:
        raise Refusal(_("This proposal is closed, so there is nothing to answer."))
    side = proposal.side_of(by)
    setattr(proposal, f"{side}_answer", answer)
    setattr(proposal, f"{side}_answered_at", now)
    proposal.save(update_fields=[f"{side}_answer", f"{side}_answered_at"])
    note_about(proposal, actor=by, deed=ProposalDeed.ANSWERED, owner=proposal.facilitator, now=now)
    _go_on(proposal, by, now)
    return proposal


def _go_on(proposal: SupervisionProposal, by: User, now: datetime) -> None:
    answers = {proposal.facilitator_answer, proposal.supervisor_answer}
    if answers & {Answer.CONFLICT, Answer.DIFFERENT}:
        _close(proposal, State.DECLINED, now)
        notify(proposal.proposed_by, WAITING, about=proposal.pk, now=now, once="declined")
    elif answers == {Answer.NO_CONFLICT}:
        _close(proposal, State.BEGUN, now)
        begin_supervision(
            facilitator=proposal.facilitator,
            supervisor=proposal.supervisor,
            programme=proposal.programme,
            by=proposal.proposed_by,
            now=now,
            choices=proposal.choices,
        )
        first = proposal.supervisor if by.pk == proposal.facilitator_id else proposal.facilitator
        notify(first, WAITING, about=proposal.pk, now=now, once="begun")


@transaction.atomic
def withdraw_proposal(*, proposal: SupervisionProposal, by: User, now: datetime) -> SupervisionProposal:
    """Take an open proposal back. Doing it twice changes nothing."""
    proposal = _locked(proposal)
    refuse_unless_coordinator(by, proposal.programme, now)
    if proposal.state == State.BEGUN:
        raise Refusal(_("Supervision has begun already. Propose another supervisor to change it."))
    if proposal.state == State.OPEN:
        _close(proposal, State.WITHDRAWN, now)
    return proposal


def _close(proposal: SupervisionProposal, state: str, now: datetime) -> None:
    proposal.state, proposal.closed_at = state, now
    proposal.save(update_fields=["state", "closed_at"])


def _locked(proposal: SupervisionProposal) -> SupervisionProposal:
    locked = SupervisionProposal.objects.select_for_update(of=("self",))
    return locked.select_related("facilitator", "supervisor", "proposed_by", "programme").get(pk=proposal.pk)
