"""Everybody of one programme, as its coordinators and governance leads see them: a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from confidential.models import AccessEntry
from people.deeds import AppointmentDeed
from people.models import (
    Appointment,
    Invitation,
    Membership,
    Programme,
    Role,
    SupervisionAssignment,
    SupervisionProposal,
    User,
)
from people.queries import SECOND_FACTOR_ROLES
from people.registry import Fact, roster_facts
from people.roster.forms import UNSUPERVISED
from people.searching import named

State = SupervisionProposal.State
LATELY = timedelta(days=30)


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
        return next((appointment for appointment in self.appointments if appointment.role == Role.FACILITATOR), None)

    @property
    def to_correct(self) -> Appointment:
        """By which role their account is corrected: a facilitator's has a specialty too."""
        return self.facilitating or self.appointments[0]


def holding(programme: Programme, sought: str, now: datetime, show: str = "") -> QuerySet[User]:
    """Whoever holds a role in `programme`, by name; those whose name is sought, and whom `show` names, where one is."""
    appointments = Appointment.objects.current(now).filter(programme=programme)
    if show == UNSUPERVISED:
        supervised = SupervisionAssignment.objects.current(now).filter(programme=programme)
        appointments = appointments.filter(role=Role.FACILITATOR).exclude(person__in=supervised.values("facilitator"))
    elif show:
        appointments = appointments.filter(role=show)
    people = User.objects.filter(pk__in=appointments.values("person")).order_by("sort_name", "pk")
    return people.filter(named(sought)) if sought else people


def with_roles(people: Iterable[User], programme: Programme, now: datetime) -> list[RosterRow]:
    """These people, by name, with their roles in `programme` and their specialty. One query.

    Each appointment has `given_by`: the name of who invited them, "" for whoever runs the machine, None where they
    were not invited.
    """
    specialties = Membership.objects.current(now).filter(person=OuterRef("person")).values("specialty__name")
    appointments = Appointment.objects.current(now).filter(programme=programme, person__in=list(people))
    appointments = appointments.select_related("person", "programme")
    rows: dict[UUID, RosterRow] = {}
    by_name = appointments.order_by("person__sort_name", "person", "role")
    for appointment in by_name.annotate(specialty=Subquery(specialties[:1]), given_by=_who_invited()):
        person, specialty = appointment.person, appointment.specialty or ""
        rows.setdefault(person.pk, RosterRow(person, specialty=specialty)).appointments.append(appointment)
    return list(rows.values())


def _who_invited() -> Subquery:
    """The name of who sent the invitation with which an appointment began."""
    accepted = Invitation.objects.filter(
        accepted_by=OuterRef("person"),
        programme=OuterRef("programme"),
        role=OuterRef("role"),
        accepted_at=OuterRef("starts_at"),
    )
    return Subquery(accepted.annotate(who=name_of("invited_by")).values("who")[:1])


def name_of(person: str) -> Combinable:
    """As `User.name`, of the field `person`; empty where it is."""
    full = Trim(Concat(f"{person}__first_name", Value(" "), f"{person}__last_name"))
    named = Coalesce(NullIf(full, Value("")), F(f"{person}__email"), Value(""), output_field=CharField())
    shared = Q(**{f"{person}__apart__gt": ""})
    return Case(When(shared, then=Concat(named, Value(" ("), f"{person}__apart", Value(")"))), default=named)


def ended_lately(programme: Programme, now: datetime) -> QuerySet[Appointment]:
    """Roles that others rely on which ended within `LATELY`, the latest first; `ended_by` as `given_by` above."""
    ends = AccessEntry.objects.filter(
        record_model=Appointment._meta.label, record_id=OuterRef("pk"), action=AppointmentDeed.ENDED
    )
    ended = Appointment.objects.filter(
        programme=programme, role__in=SECOND_FACTOR_ROLES, ends_at__gt=now - LATELY, ends_at__lte=now
    )
    named = ended.annotate(ended_by=Subquery(ends.annotate(who=name_of("actor")).values("who")[:1]))
    return named.select_related("person").order_by("-ends_at", "pk")


def with_standing(rows: Sequence[RosterRow], programme: Programme, now: datetime) -> list[RosterRow]:
    """The same rows, with what is known of those who facilitate."""
    facilitating = {row.person.pk: row for row in rows if row.facilitating}
    _add_supervision(facilitating, programme, now)
    for person_id, facts in _facts(programme, [row.person for row in facilitating.values()], now).items():
        facilitating[person_id].facts = facts
    return list(rows)


def _add_supervision(rows: dict[UUID, RosterRow], programme: Programme, now: datetime) -> None:
    assignments = SupervisionAssignment.objects.current(now).filter(programme=programme, facilitator__in=rows)
    begun: dict[UUID, datetime] = {}
    for assignment in assignments.select_related("supervisor"):
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
