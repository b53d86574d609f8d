"""How far people are with what is practised: the same for one person, a board and a question about everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from courses.practice.models import ASKED_FROM_THE_BEGINNING, DayState, PracticePlace, PracticeRule
from courses.practice.observing.models import TWICE, ObservedPractice, Shadowing
from people.models import Appointment, Programme, Role, User

Kind = PracticeRule.Kind
# (programme, kind) -> the rule in force there, where somebody has set one.
Rules = Mapping[tuple[UUID, str], PracticeRule]


@dataclass(frozen=True)
class PracticeStanding:
    """Of one person in one programme: `rules` are those in force there, by kind, where somebody has set one."""

    rules: Mapping[str, PracticeRule] = field(default_factory=dict)
    attended_on: date | None = None
    ahead: PracticePlace | None = None
    shadowed: int = 0
    observed_on: date | None = None

    def asks(self, kind: str) -> bool:
        rule = self.rules.get(kind)
        return rule.asks if rule else kind in ASKED_FROM_THE_BEGINNING

    def off(self, kind: str) -> PracticeRule | None:
        """The rule by which it is not asked for, with its reason."""
        rule = self.rules.get(kind)
        return None if rule is None or rule.asks else rule

    @property
    def has_shadowed(self) -> bool:
        return self.shadowed >= TWICE


def rules_in_force(programmes: Iterable[Any] | None = None) -> dict[tuple[UUID, str], PracticeRule]:
    """The last of each kind. One query."""
    rules = PracticeRule.objects.select_related("by", "programme").order_by("programme", "kind", "number")
    if programmes is not None:
        rules = rules.filter(programme__in=list(programmes))
    return {(rule.programme_id, rule.kind): rule for rule in rules}


def rule_of(programme: Programme, kind: str) -> PracticeRule | None:
    """The last one; None where nobody has changed what holds from the beginning."""
    rules = PracticeRule.objects.filter(programme=programme, kind=kind).select_related("by")
    return rules.order_by("number").last()


def asked_of(user: User, now: datetime) -> set[str]:
    """The kinds of practice that a programme asks for in which `user` facilitates."""
    facilitating = Appointment.objects.current(now).filter(person=user, role=Role.FACILITATOR)
    programmes = set(facilitating.values_list("programme", flat=True))
    standings = Standings(rules_in_force(programmes))
    return {kind for kind in Kind.values for key in programmes if standings.of(user.pk, key).asks(kind)}


def requirements() -> list[Q]:
    """On a row with a `person` and a `programme`: for each kind of practice, that nothing of it is missing.

    It counts wherever it was: the skill goes with the person.
    """
    rules = rules_in_force()
    not_asking = {kind: [key for key, of in rules if of == kind and not rules[key, of].asks] for kind in Kind}
    asking = {kind: [key for key, of in rules if of == kind and rules[key, of].asks] for kind in Kind}
    found = [Q(programme__in=not_asking[Kind.DAY]) | attended()]
    if asking[Kind.SHADOWING]:
        found.append(~Q(programme__in=asking[Kind.SHADOWING]) | shadowed())
    if asking[Kind.OBSERVED]:
        found.append(~Q(programme__in=asking[Kind.OBSERVED]) | observed())
    return found


def attended() -> Q:
    return Q(Exists(PracticePlace.objects.attended().filter(person=OuterRef("person"))))


def shadowed() -> Q:
    times = Shadowing.objects.filter(person=OuterRef("person")).values("person").annotate(times=Count("pk"))
    return Q(Exists(times.filter(times__gte=TWICE)))


def observed() -> Q:
    return Q(Exists(ObservedPractice.objects.filter(person=OuterRef("person"), shown_at__isnull=False)))


def standings_of(people: Iterable[UUID], programmes: Iterable[UUID], now: datetime) -> "Standings":
    """Of these people in these programmes. Two queries, and one for each other kind that is asked for."""
    people, rules = list(people), rules_in_force(programmes)
    found = Standings(rules)
    places = PracticePlace.objects.kept().with_record().filter(person__in=people).select_related("day")
    found.take_days(places.order_by("day__local_date", "day__local_start", "pk"), now)
    asked = {kind for (_programme, kind), rule in rules.items() if rule.asks}
    if Kind.SHADOWING in asked:
        times = Shadowing.objects.filter(person__in=people).order_by().values_list("person").annotate(Count("pk"))
        found.shadowed = dict(times)
    if Kind.OBSERVED in asked:
        shown = ObservedPractice.objects.filter(person__in=people, shown_at__isnull=False)
        found.observed = dict(shown.order_by("-local_date").values_list("person", "local_date"))
    return found


class Standings:
    """What `standings_of` has loaded, by person and programme."""

    def __init__(self, rules: Rules) -> None:
        self.rules: dict[UUID, dict[str, PracticeRule]] = {}
        for (programme, kind), rule in rules.items():
            self.rules.setdefault(programme, {})[kind] = rule
        self.attended: dict[UUID, date] = {}
        self.ahead: dict[tuple[UUID, UUID], PracticePlace] = {}
        self.shadowed: dict[UUID, int] = {}
        # The first time.
        self.observed: dict[UUID, date] = {}

    def take_days(self, places: Iterable[Any], now: datetime) -> None:
        for place in places:
            if place.came:
                self.attended.setdefault(place.person_id, place.day.local_date)
            if is_ahead(place, now):
                self.ahead.setdefault((place.person_id, place.day.programme_id), place)

    def of(self, person: UUID, programme: UUID) -> PracticeStanding:
        return PracticeStanding(
            rules=self.rules.get(programme, {}),
            attended_on=self.attended.get(person),
            ahead=self.ahead.get((person, programme)),
            shadowed=self.shadowed.get(person, 0),
            observed_on=self.observed.get(person),
        )


def is_ahead(place: PracticePlace, now: datetime) -> bool:
    """Planned and not over, and they have not said that they are not coming."""
    refused = place.answer in (PracticePlace.Answer.NO, PracticePlace.Answer.CANNOT)
    return place.day.state == DayState.PLANNED and place.day.ends_at > now and not refused
