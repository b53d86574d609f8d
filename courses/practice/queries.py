"""What the pages of practice days read, each in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from courses.practice.models import (
    ASKED_FROM_THE_BEGINNING,
    DayState,
    DayTrainer,
    PracticeDay,
    PracticePlace,
    PracticeRecord,
    PracticeRule,
)
from courses.practice.standing import Rules, rules_in_force
from foundation.days import local_day
from people.models import Appointment, Programme, Role, User

YES = PracticePlace.Answer.YES


@dataclass(frozen=True)
class RuleShown:
    """Whether a programme asks for one kind of practice, with the line that says so: None where nobody wrote one."""

    programme: Programme
    kind: PracticeRule.Kind
    rule: PracticeRule | None

    @property
    def asks(self) -> bool:
        return self.rule.asks if self.rule else self.kind in ASKED_FROM_THE_BEGINNING


def rules_shown(programmes: Iterable[Programme]) -> dict[Programme, list[RuleShown]]:
    """Of each programme, every kind of practice."""
    programmes = list(programmes)
    rules = rules_in_force(programme.pk for programme in programmes)
    return {programme: _shown(programme, rules) for programme in programmes}


def _shown(programme: Programme, rules: Rules) -> list[RuleShown]:
    return [RuleShown(programme, kind, rules.get((programme.pk, kind))) for kind in PracticeRule.Kind]


def trained_programmes(user: User, now: datetime) -> QuerySet[Programme]:
    """Those in which `user` is a trainer, by name."""
    appointments = Appointment.objects.current(now).filter(person=user, role=Role.TRAINER)
    return Programme.objects.filter(pk__in=appointments.values("programme")).order_by("name", "pk")


def trainers_of(programme: Programme, now: datetime) -> QuerySet[User]:
    """By name."""
    appointments = Appointment.objects.current(now).filter(programme=programme, role=Role.TRAINER)
    return User.objects.filter(pk__in=appointments.values("person")).order_by("sort_name", "pk")


def with_trainers(days: QuerySet[PracticeDay]) -> QuerySet[PracticeDay]:
    """Each with its programme and, in `day.trainers.all()`, who runs it."""
    named = DayTrainer.objects.select_related("person").order_by("person__sort_name", "pk")
    return days.select_related("programme", "recorded_by").prefetch_related(Prefetch("trainers", named))


def counted(days: QuerySet[PracticeDay]) -> Any:
    """Each with how many are invited, how many come, and how many have not answered."""
    kept = Q(places__withdrawn_at=None)
    return days.annotate(
        invited=Count("places", filter=kept),
        coming=Count("places", filter=kept & Q(places__answer=YES)),
        silent=Count("places", filter=kept & Q(places__answer="")),
    )


def run_by(user: User, now: datetime) -> Any:
    """All days of the programmes that `user` trains, what lies ahead first and the latest first."""
    days = counted(with_trainers(PracticeDay.objects.run_by(user, now)))
    return days.order_by("-local_date", "-local_start", "pk")


def places_of(day: PracticeDay) -> list[Any]:
    """Everybody who is invited, by name, each with all lines of their record in order, in `records.all()`."""
    lines = PracticeRecord.objects.select_related("by", "objection").order_by("number")
    places = PracticePlace.objects.kept().with_record().filter(day=day).select_related("person", "text", "day")
    return list(places.prefetch_related(Prefetch("records", lines)).order_by("person__sort_name", "pk"))


def places_for(user: User) -> Any:
    """Every place of `user`, the latest day first, each with its record."""
    lines = PracticeRecord.objects.select_related("by", "objection").order_by("number")
    places = PracticePlace.objects.kept().filter(person=user).select_related("day__programme", "text", "person")
    return places.prefetch_related(Prefetch("records", lines)).order_by("-day__local_date", "-day__local_start", "pk")


@dataclass(frozen=True)
class AtAGlance:
    """What My day says of practice days: the next ones, and those that wait for an answer."""

    ahead: list[PracticePlace]
    waiting: list[PracticePlace]

    @property
    def is_empty(self) -> bool:
        return not self.ahead and not self.waiting


def places_ahead(user: User, now: datetime) -> QuerySet[PracticePlace]:
    """Of the days that are planned, from yesterday on: one may go on past midnight."""
    yesterday = local_day(now) - timedelta(days=1)
    places = PracticePlace.objects.kept().filter(
        person=user, day__state=DayState.PLANNED, day__local_date__gte=yesterday
    )
    return places.select_related("day").order_by("day__local_date", "day__local_start", "pk")


def at_a_glance(places: Iterable[PracticePlace], now: datetime) -> AtAGlance:
    ahead = [place for place in places if place.day.ends_at > now]
    return AtAGlance(
        ahead=[place for place in ahead if place.answer == YES],
        waiting=[place for place in ahead if not place.answer],
    )


def candidates(day: PracticeDay, now: datetime) -> QuerySet[User]:
    """Facilitators of the programme, authorised or still learning, who are not invited to this day yet, by name."""
    appointments = Appointment.objects.current(now).filter(programme=day.programme_id, role=Role.FACILITATOR)
    invited = PracticePlace.objects.kept().filter(day=day, person=OuterRef("pk"))
    people = User.objects.filter(~Exists(invited), pk__in=appointments.values("person"))
    return people.order_by("sort_name", "pk")


def have_attended(people: Iterable[Any]) -> set[Any]:
    """Of these people's keys, those who have been at a practice day. One query."""
    return set(PracticePlace.objects.attended().filter(person__in=list(people)).values_list("person_id", flat=True))
