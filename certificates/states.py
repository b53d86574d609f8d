"""How far each facilitator of a programme is, as SQL: for numbers about everybody, and to narrow a list by state.

What is shown of one person comes from `queries.standings`; a test holds the two to each other.
"""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from certificates.counting import counts_of
from certificates.items import State
from certificates.models import Award, AwardRule, Certificate, CertificateEvent
from certificates.queries import RENEWAL_OPENS, rules_of
from courses.gates import gates
from courses.practice.standing import requirements
from foundation.dated import holds_at
from foundation.days import local_day
from people.models import Appointment, Authorisation, SupervisionAssignment


def with_state(appointments: QuerySet[Appointment], now: datetime) -> Any:
    """Each facilitator's appointment with `authorised` and `state`."""
    rules = rules_of(appointments)
    since, counts = counts_of(rules, now, certified={rule.award_id for rule in rules})
    authorisations = Authorisation.objects.current(now).filter(
        person=OuterRef("person"), programme=OuterRef("programme")
    )
    counted: Any = appointments.alias(**since).alias(**{f"count_{pk}": count for pk, count in counts.items()})
    known = counted.alias(lacking=_lacking(now), **_lacking_for_awards(rules)).annotate(
        authorised=Exists(authorisations)
    )
    to_an_award = _towards_an_award(rules, now)
    return known.annotate(state=Case(When(authorised=True, then=to_an_award), default=_towards_authorisation(now)))


def _lacking(now: datetime) -> Combinable:
    """How many items are missing for the authorisation."""
    modules = gates(local_day(now))
    assignments = SupervisionAssignment.objects.filter(
        holds_at(now), facilitator=OuterRef("person"), programme=OuterRef("programme")
    )
    agreed = assignments.filter(agreement__acknowledged_at__isnull=False)
    supervision = Case(
        When(Exists(agreed), then=0), When(Exists(assignments), then=1), default=2, output_field=IntegerField()
    )
    # Where no module is published, what is missing is that.
    of_modules = sum((_unless(gate.complete) for gate in modules), supervision + Value(0 if modules else 1))
    return sum((_unless(met) for met in requirements()), of_modules)


def _unless(condition: Q) -> Case:
    return Case(When(condition, then=0), default=1, output_field=IntegerField())


def _lacking_for_awards(rules: list[AwardRule]) -> dict[str, Combinable]:
    return {
        _name(award): sum((_unless(Q(**{f"count_{rule.pk}__gte": rule.threshold})) for rule in of_award), Value(0))
        for award, of_award in _by_award(rules).items()
    }


def _by_award(rules: list[AwardRule]) -> dict[Award, list[AwardRule]]:
    by_award: dict[Award, list[AwardRule]] = {}
    for rule in rules:
        by_award.setdefault(rule.award, []).append(rule)
    return by_award


def _name(award: Award) -> str:
    return f"lacking_{award.pk.hex}"


def _towards_authorisation(now: datetime) -> Case:
    begun = Q(pk__in=[])
    for gate in gates(local_day(now)):
        begun |= gate.begun
    return _state_by("lacking", begun)


def _towards_an_award(rules: list[AwardRule], now: datetime) -> Case:
    """The first award of the programme that still asks for something."""
    asking = [
        When(Q(programme=award.programme_id) & ~Q(_in_hand(award, now)), then=_of_award(award, of_award))
        for award, of_award in _by_award(rules).items()
    ]
    return Case(*asking, default=Value(State.NOTHING_DUE), output_field=CharField())


def _of_award(award: Award, rules: list[AwardRule]) -> Case:
    begun = Q(pk__in=[])
    for rule in rules:
        begun |= Q(**{f"count_{rule.pk}__gt": 0})
    return _state_by(_name(award), begun)


def _state_by(lacking: str, begun: Q) -> Case:
    """As `items.state_of`."""
    return Case(
        When(**{lacking: 0}, then=Value(State.READY)),
        When(**{lacking: 1}, then=Value(State.ONE_LEFT)),
        When(begun, then=Value(State.IN_PROGRESS)),
        default=Value(State.NOT_STARTED),
        output_field=CharField(),
    )


def _in_hand(award: Award, now: datetime) -> Exists:
    """Holds a valid certificate of it whose renewal is not open yet (`queries.holds`)."""
    today = local_day(now, award.programme.zone)
    ended = CertificateEvent.objects.filter(certificate=OuterRef("pk")).exclude(kind=CertificateEvent.Kind.ISSUED)
    certificates = Certificate.objects.filter(award=award, person=OuterRef("person"))
    later = Certificate.objects.filter(award=award, person=OuterRef("person"), cycle__gt=OuterRef("cycle"))
    return Exists(certificates.filter(~Exists(ended), ~Exists(later), expires_on__gt=today + RENEWAL_OPENS))
