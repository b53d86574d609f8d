"""Everybody of one programme, as its coordinators see them. A constant number of queries for a page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from people.models import Appointment, Membership, Programme, Role, SupervisionAssignment, SupervisionProposal, User
from people.registry import Fact, roster_facts

State = SupervisionProposal.State


@dataclass
class RosterRow:
    """One person: their roles here, and for a facilitator who supervises them and what else is known.

    `proposal` is the newest one, if it is newer than the supervision that holds.
    """

    person: User
    appointments: list[Appointment] = field(default_factory=list)
    specialty: str = ""
    supervisor: User | None = None
    proposal: SupervisionProposal | None = None
    facts: list[Fact] = field(default_factory=list)

    @property
    def facilitating(self) -> Appointment | None:
        return next((held for held in self.appointments if held.role == Role.FACILITATOR), None)


def people_of(programme: Programme, now: datetime) -> QuerySet[User]:
    """Whoever holds a role in `programme`, by name."""
    holding = Appointment.objects.current(now).filter(programme=programme)
    return User.objects.filter(pk__in=holding.values("person")).order_by("last_name", "first_name", "pk")


def roster(people: Sequence[User], programme: Programme, now: datetime) -> list[RosterRow]:
    """A row for each of `people`, in their order."""
    rows = {person.pk: RosterRow(person) for person in people}
    for appointment in Appointment.objects.current(now).filter(programme=programme, person__in=rows).order_by("role"):
        rows[appointment.person_id].appointments.append(appointment)
    for membership in Membership.objects.current(now).filter(person__in=rows).select_related("specialty"):
        rows[membership.person_id].specialty = membership.specialty.name
    _add_supervision(rows, programme, now)
    facilitators = [row.person for row in rows.values() if row.facilitating]
    for person_id, facts in _facts(programme, facilitators, now).items():
        rows[person_id].facts = facts
    return list(rows.values())


def _add_supervision(rows: dict[UUID, RosterRow], programme: Programme, now: datetime) -> None:
    held = SupervisionAssignment.objects.current(now).filter(programme=programme, facilitator__in=rows)
    begun: dict[UUID, datetime] = {}
    for assignment in held.select_related("supervisor"):
        rows[assignment.facilitator_id].supervisor = assignment.supervisor
        begun[assignment.facilitator_id] = assignment.starts_at
    undecided = SupervisionProposal.objects.filter(
        Q(state=State.OPEN) | Q(state=State.DECLINED), programme=programme, facilitator__in=rows
    )
    for proposal in undecided.select_related("supervisor").order_by("proposed_at", "pk"):
        if proposal.facilitator_id not in begun or begun[proposal.facilitator_id] < proposal.proposed_at:
            rows[proposal.facilitator_id].proposal = proposal


def _facts(programme: Programme, people: Sequence[User], now: datetime) -> dict[UUID, list[Fact]]:
    """What each app above knows, in the order of their names."""
    found: dict[UUID, list[Fact]] = defaultdict(list)
    for _name, facts_of in roster_facts:
        for person_id, fact in facts_of(programme, people, now).items():
            found[person_id].append(fact)
    return found


@dataclass(frozen=True)
class Waiting:
    """How many invitations wait, and how many have expired."""

    waiting: int
    expired: int


def invitations_in_figures(programme: Programme, now: datetime) -> Waiting:
    opened = programme.invitations.filter(accepted_at=None, withdrawn_at=None)
    expiries = list(opened.values_list("expires_at", flat=True))
    expired = sum(expiry <= now for expiry in expiries)
    return Waiting(len(expiries) - expired, expired)
