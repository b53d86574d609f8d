"""Whoever leaves has nothing to declare any more, and nothing to propose."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Role, SupervisionProposal, User
from people.queries import holds_role

WITHDRAW, TAKE_OVER = "withdraw", "take_over"


def find(occasion: Occasion) -> Sequence[Hanging]:
    """Open proposals that they made as a coordinator, or in which they are one of the two who declare."""
    role, person = occasion.subject.role, occasion.subject.person
    side = {Role.FACILITATOR: Q(facilitator=person), Role.SUPERVISOR: Q(supervisor=person)}
    as_a_side = side.get(role, Q(proposed_by=person) if role == Role.COORDINATOR else Q(pk=None))
    found = SupervisionProposal.objects.open().filter(as_a_side, programme=occasion.programme)
    named = found.select_related("facilitator", "supervisor", "proposed_by").order_by("proposed_at", "pk")
    return [_hanging(occasion, proposal) for proposal in named]


def _hanging(occasion: Occasion, proposal: SupervisionProposal) -> Hanging:
    names = {"supervisor": proposal.supervisor.name, "facilitator": proposal.facilitator.name}
    words = _("%(supervisor)s, proposed as a supervisor to %(facilitator)s") % names
    choices = [
        Choice(
            WITHDRAW,
            gettext_lazy("Withdraw it"),
            partial(_withdraw, proposal, occasion.now),
            _that_it_is_withdrawn(occasion, proposal, words),
        )
    ]
    by = occasion.by
    if by and _may_take_over(occasion, by) and by not in (proposal.facilitator, proposal.supervisor):
        handed = _("%(by)s looks after your proposal now: %(words)s.") % {"by": by.name, "words": words}
        choices.append(
            Choice(
                TAKE_OVER,
                gettext_lazy("Take it over"),
                partial(_take_over, proposal, by),
                (Telling(occasion.subject.person, handed),),
            )
        )
    return Hanging(proposal.pk, words, choices, about=proposal.facilitator)


def _that_it_is_withdrawn(occasion: Occasion, proposal: SupervisionProposal, words: str) -> list[Telling]:
    said = _("Withdrawn, so there is nothing to answer: %(words)s.") % {"words": words}
    told = {item.pk: item for item in (proposal.facilitator, proposal.supervisor, proposal.proposed_by)}
    return [Telling(person, said) for person in told.values() if person != occasion.by]


def _may_take_over(occasion: Occasion, by: User) -> bool:
    if occasion.subject.role != Role.COORDINATOR or by == occasion.subject.person:
        return False
    return holds_role(by, Role.COORDINATOR, now=occasion.now, programme_id=occasion.programme.pk)


def _withdraw(proposal: SupervisionProposal, now: datetime) -> None:
    state = SupervisionProposal.State.WITHDRAWN
    SupervisionProposal.objects.open().filter(pk=proposal.pk).update(state=state, closed_at=now)


def _take_over(proposal: SupervisionProposal, by: User) -> None:
    SupervisionProposal.objects.open().filter(pk=proposal.pk).update(proposed_by=by)


ENTRY = Entry(gettext_lazy("Proposed supervisors"), frozenset({Event.ROLE_ENDS}), find)
