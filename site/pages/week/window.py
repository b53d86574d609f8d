"""The days that a digest looks at, and what a row of it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.formats import date_format

from foundation.days import first_instant, local_day

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


def monday_of(day: date) -> date:
    return day - day.weekday() * A_DAY


@dataclass(frozen=True)
class Window:
    """Whole days on a wall in `zone`, from `first` up to the day before `after`, as things stand at `now`."""

    first: date
    after: date
    zone: str
    now: datetime

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """For `__gte` and `__lt`."""
        return first_instant(self.first, self.zone), first_instant(self.after, self.zone)

    def includes(self, day: date) -> bool:
        return self.first <= day < self.after


def week_before(now: datetime, zone: str) -> Window:
    """The last whole week, Monday to Sunday: what a mail is about."""
    monday = monday_of(local_day(now, zone))
    return Window(monday - A_WEEK, monday, zone, now)


def week_and_since(now: datetime, zone: str) -> Window:
    """The same, and what has come since: what the page shows, on whichever day it is opened."""
    today = local_day(now, zone)
    return Window(monday_of(today) - A_WEEK, today + A_DAY, zone, now)


@dataclass(frozen=True)
class Row:
    """`of` is the programme, or the supervisor, whom it concerns; `url` is where one acts."""

    of: UUID
    words: str
    url: str


def dated(words: str, day: date) -> str:
    return f"{words}, {date_format(day, 'j F Y')}"
