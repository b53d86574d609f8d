"""When a refresher is due: twelve months on, and as many days later as its clock was stopped. Pure."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
NOTICE = timedelta(days=28)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Stop:
    """From the first day to the last, both counted. None: it goes on."""

    first: date
    last: date | None


def due_on(since: date, stops: Iterable[Stop], today: date) -> date:
    """The day by which to do it again after `since`. A day that lies in several stops is counted once."""
    return put_off(since, _months_on(since, MONTHS), stops, today)


def put_off(since: date, due: date, stops: Iterable[Stop], today: date) -> date:
    """`due`, by as many days later as the clock that began to run after `since` stood still before it."""
    for first, last in _merged(stops, today):
        if first > due:
            break
        due += max(timedelta(), last - max(first, since + A_DAY) + A_DAY)
    return due


def _merged(stops: Iterable[Stop], today: date) -> Iterator[tuple[date, date]]:
    """The stops so far, one after another. What lies ahead of today has stopped nothing yet."""
    begun = sorted((stop.first, min(stop.last or today, today)) for stop in stops if stop.first <= today)
    current: tuple[date, date] | None = None
    for first, last in begun:
        if current and first <= current[1] + A_DAY:
            current = (current[0], max(current[1], last))
            continue
        if current:
            yield current
        current = (first, last)
    if current:
        yield current


def is_stopped(stops: Iterable[Stop], today: date) -> bool:
    return any(stop.first <= today and (stop.last is None or today <= stop.last) for stop in stops)


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
