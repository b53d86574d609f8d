"""Several questions about one person at one instant, read in one statement whose SQL is made once in a process.

    NEWS = PreparedTogether([unseen_by, waiting_for])
    unseen, waiting = NEWS.answers(person, now)

A question is a function of a person and an instant that gives a queryset, as any screen asks it: `prepared.py` says
why its SQL is worth keeping, `together.py` how several are one. No row is kept. Of the person it uses the key alone; of
the instant also others at a constant distance ("two weeks ago"), and days. A ValueError says so at the first asking.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.db.models import prefetch_related_objects
from django.utils.dateparse import parse_date, parse_datetime

from foundation.days import local_day
from foundation.prepared import FIRST_INSTANT, FIRST_KEY, as_stored
from foundation.together import Rows, Statement, asking

DAYS: "models.DateField[Any, Any]" = models.DateField()
Ask = Callable[[Any, datetime], Rows]
# Between the two instants with which a statement is made: no number of days, so that a day cannot pass for an instant.
APART = timedelta(days=1000, hours=7)
# As SQLite keeps a day; an instant is longer.
DAY = len("2026-11-30")


@dataclass(frozen=True)
class Away:
    """An instant at a distance from now, or a day from the day that it is."""

    by: timedelta
    is_day: bool = False

    def stored(self, now: datetime) -> Any:
        return DAYS.get_db_prep_value(local_day(now) + self.by, connection) if self.is_day else as_stored(now + self.by)


@dataclass(frozen=True)
class Made:
    """The statement; where in its values the key of the person goes in, and where an instant or a day."""

    statement: Statement
    people: Sequence[int]
    times: Mapping[int, Away]

    def values(self, person: Any, now: datetime) -> list[Any]:
        values = list(self.statement.values)
        for place in self.people:
            values[place] = as_stored(person.pk)
        for place, away in self.times.items():
            values[place] = away.stored(now)
        return values


class PreparedTogether:
    def __init__(self, asks: Sequence[Ask]) -> None:
        self.asks = asks
        self.made: Made | None = None

    def answers(self, person: Any, now: datetime) -> list[list[Any]]:
        """What each question finds, in their order."""
        made = self.made = self.made or self._make()
        answers = []
        questions = made.statement.questions
        for question, found in zip(questions, made.statement.found(made.values(person, now)), strict=True):
            instances = question.instances(found)
            beside: Any = question.rows
            prefetch_related_objects(instances, *beside._prefetch_related_lookups)
            answers.append(instances)
        return answers

    def _make(self) -> Made:
        """Made twice, for others at another time: what differs is a key or an instant, or was reckoned from one."""
        (first, key, now), (again, other_key, later) = (self._made_for(number) for number in (0, 1))
        if first.sql != again.sql:
            raise ValueError("the SQL of a prepared question has to be the same for everybody, at any time")
        places = [
            place for place, pair in enumerate(zip(first.values, again.values, strict=True)) if pair[0] != pair[1]
        ]
        people = [place for place in places if (first.values[place], again.values[place]) == (key, other_key)]
        away = {place: distance(first.values[place], now) for place in places if place not in people}
        later_away = {place: distance(again.values[place], later) for place in away}
        if None in away.values() or away != later_away:
            raise ValueError("a prepared question uses a person's key, and times at a constant distance from now")
        return Made(first, people, {place: apart for place, apart in away.items() if apart})

    def _made_for(self, number: int) -> tuple[Statement, Any, datetime]:
        person, now = get_user_model()(pk=UUID(int=FIRST_KEY + number)), FIRST_INSTANT + number * APART
        asked = [asking(ask(person, now)) for ask in self.asks]
        found = [question for question in asked if question]
        if len(found) < len(asked):
            raise ValueError("a prepared question has to be able to find something")
        return Statement(found), as_stored(person.pk), now


def distance(value: Any, now: datetime) -> Away | None:
    """How far a time, as the database has it, is from now. None for what is none."""
    if isinstance(value, str):
        value = parse_date(value) if len(value) == DAY else parse_datetime(value)
    if isinstance(value, datetime):
        return Away((value if value.tzinfo else value.replace(tzinfo=UTC)) - now)
    return Away(value - local_day(now), is_day=True) if isinstance(value, date) else None
