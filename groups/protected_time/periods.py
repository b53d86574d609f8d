"""On which days time was agreed, as the facts of a programme say. Pure: no query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol
from uuid import UUID

from groups.protected_time.models import Standing

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Both days included. Without `group`: for every group of the programme."""

    group: UUID | None
    first: date
    last: date

    def covers(self, group: UUID, day: date) -> bool:
        return self.group in (None, group) and self.first <= day <= self.last


class Fact(Protocol):
    matter: UUID
    number: int
    standing: str
    group_id: UUID | None
    starts_on: date
    ends_on: date | None


def agreed_periods(facts: Iterable[Fact]) -> list[Period]:
    """What was agreed, up to the day before it was withdrawn. What holds of a day is what was agreed for that day."""
    ordered = sorted(facts, key=lambda fact: (fact.matter, fact.number))
    return [period for _, matter in groupby(ordered, key=lambda fact: fact.matter) for period in _of_one(matter)]


def _of_one(facts: Iterable[Fact]) -> list[Period]:
    periods: list[Period] = []
    for fact in facts:
        if fact.standing == Standing.AGREED and fact.ends_on:
            periods.append(Period(fact.group_id, fact.starts_on, fact.ends_on))
        elif fact.standing == Standing.WITHDRAWN:
            periods = [cut for period in periods if (cut := _before(period, fact.starts_on))]
    return periods


def _before(period: Period, day: date) -> Period | None:
    """What is left of it before `day`."""
    if period.first >= day:
        return None
    return Period(period.group, period.first, min(period.last, day - DAY))
