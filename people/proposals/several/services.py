"""Propose one supervisor to several people at one press: each by the verb that proposes to one, and by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.refusals import Refusal
from foundation.seen import seen
from people.endings.queries import warnings_of
from people.endings.supervising import first_supervision_occasion
from people.models import Appointment, Programme, SupervisionProposal, User
from people.proposals.queries import open_proposal, proposed_now
from people.proposals.services import propose_supervisor
from people.proposals.several.queries import why_not
from people.queries import supervision_in


@dataclass(frozen=True)
class Outcome:
    """What became of it: a proposal, or why there is none."""

    appointment: Appointment
    proposal: SupervisionProposal | None = None
    refused: str = ""


def propose_to_several(*, chosen: Iterable[Any], to: User, by: User, now: datetime) -> list[Outcome]:
    """`chosen` are appointments as `queries.judged` finds them. One that is refused holds no other up."""
    return [_proposed(appointment, to, by, now) for appointment in chosen]


def _proposed(appointment: Any, to: User, by: User, now: datetime) -> Outcome:
    try:
        proposal = _propose(appointment, to, by, now)
    except Refusal as refusal:
        return Outcome(appointment, refused=str(refusal.message))
    return Outcome(appointment, proposal)


@transaction.atomic
def _propose(appointment: Any, to: User, by: User, now: datetime) -> SupervisionProposal:
    """To somebody whom nobody supervises, and nobody else is proposed: whatever else there is, is weighed by itself."""
    person, programme = appointment.person, appointment.programme
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    standing = open_proposal(person, programme)
    if standing and standing.supervisor_id == to.pk:
        return standing
    _refuse_what_is_weighed_alone(appointment, standing, to, by, now)
    return propose_supervisor(
        facilitator=person, supervisor=to, programme=programme, by=by, now=now, seen=seen(*proposed_now(None))
    )


def _refuse_what_is_weighed_alone(
    appointment: Any, standing: SupervisionProposal | None, to: User, by: User, now: datetime
) -> None:
    person, programme = appointment.person, appointment.programme
    if standing:
        raise Refusal(
            _("%(who)s is proposed to them now. To replace that, open their own page.")
            % {"who": standing.supervisor.name}
        )
    if assignment := supervision_in(programme, person, now):
        raise Refusal(
            _("%(who)s supervises them now. To change that, open their own page.") % {"who": assignment.supervisor.name}
        )
    if words := why_not(appointment, to):
        raise Refusal(words)
    for said in warnings_of(first_supervision_occasion(person, to, programme, by=by, now=now)):
        raise Refusal(str(said))
