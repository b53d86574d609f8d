"""What waits for somebody, and what they answered before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from courses.boosters.models import BoosterAnswer, BoosterSet
from courses.boosters.questions import questions_of
from courses.boosters.waves import OVER, WEEKS, open_wave
from courses.outline import current_outline
from delivery.reminders.rules import Due
from people.models import Authorisation, User


@dataclass(frozen=True)
class Waiting:
    """A set that is open and not answered; `begun` once its questions are drawn."""

    person: UUID
    authorisation: UUID
    weeks: int
    begun: BoosterSet | None = None


def waiting(now: datetime, people: Iterable[UUID] | None) -> list[Waiting]:
    """At most one for each person, after the first of their authorisations that hold. Two queries."""
    oldest, newest = now - timedelta(weeks=OVER), now - timedelta(weeks=min(WEEKS))
    holding = Authorisation.objects.current(now).filter(starts_at__gt=oldest, starts_at__lte=newest)
    if people is not None:
        holding = holding.filter(person__in=people)
    rows = holding.order_by("-starts_at", "-pk").values_list("person_id", "pk", "starts_at")
    first = {person: (authorisation, starts_at) for person, authorisation, starts_at in rows}
    if not first or not questions_of(current_outline()):
        return []
    sets = BoosterSet.objects.filter(person__in=first) if people is not None else BoosterSet.objects.all()
    known = {(row.authorisation_id, row.weeks): row for row in sets}
    return [
        Waiting(person, authorisation, weeks, row)
        for person, (authorisation, starts_at) in first.items()
        if (weeks := open_wave(starts_at, now)) and not ((row := known.get((authorisation, weeks))) and row.answered_at)
    ]


def waits_for(person: User, now: datetime) -> Waiting | None:
    return next(iter(waiting(now, [person.pk])), None)


def boosters_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """As reminders ask it: once for each set."""
    for set_due in waiting(now, people):
        yield Due(set_due.person, set_due.authorisation, str(set_due.weeks))


def asked_before(person: User) -> list[UUID]:
    """The questions that somebody had in any set, the latest last."""
    answers = BoosterAnswer.objects.filter(booster__person=person).order_by("booster__begun_at", "number")
    return list(answers.values_list("block_id", flat=True))
