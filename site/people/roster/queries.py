"""Everybody of one programme, as its coordinators see them. A constant number of queries for a page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

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


def holders(programme: Programme, now: datetime) -> list[RosterRow]:
    """Whoever holds a role in `programme`, by name, with their roles and specialty. One query."""
    specialties = Membership.objects.current(now).filter(person=OuterRef("person")).values("specialty__name")
    held = Appointment.objects.current(now).filter(programme=programme).select_related("person")
    rows: dict[UUID, RosterRow] = {}
    by_name = held.order_by("person__last_name", "person__first_name", "person", "role")
    for appointment in by_name.annotate(specialty=Subquery(specialties[:1])):
        person, specialty = appointment.person, appointment.specialty or ""
        rows.setdefault(person.pk, RosterRow(person, specialty=specialty)).appointments.append(appointment)
    return list(rows.values())


def with_standing(rows: Sequence[RosterRow], programme: Programme, now: datetime) -> list[RosterRow]:
    """The same rows, with what is known of those who facilitate."""
    facilitating = {row.person.pk: row for row in rows if row.facilitating}
    _add_supervision(facilitating, programme, now)
    for person_id, facts in _facts(programme, [row.person for row in facilitating.values()], now).items():
        facilitating[person_id].facts = facts
    return list(rows)


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
