"""How a meeting counts, by a named rule in versions; and whether the months of a year had enough. Pure.

Raw minutes and the number of supervisees who were there are what is kept. A rule is never edited once a programme
has chosen it: it gets a next version, and whoever chose the old one keeps it. The arithmetic of `bacp` follows what
BACP publishes for accreditation; whether it accepts a meeting is for BACP to say.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

A_YEAR = 12
# With so many supervisees or more, a meeting is shared out among them.
MANY = 5


class Credit(NamedTuple):
    """Whole minutes, rounded down, and how they come about."""

    minutes: int
    why: str


@dataclass(frozen=True)
class Rule:
    """A way to count, as a programme chooses it by its key: `said` is the whole of it in words."""

    name: Promise
    version: int
    said: Promise
    credit: Callable[[int, int], Credit]


def _full(minutes: int, _present: int) -> Credit:
    return Credit(minutes, _("all %(minutes)s minutes") % {"minutes": minutes})


def _bacp(minutes: int, present: int) -> Credit:
    words = {"minutes": minutes, "present": present}
    if present <= 1:
        return Credit(minutes, _("all %(minutes)s minutes: you met alone") % words)
    if present < MANY:
        return Credit(minutes // 2, _("half of %(minutes)s minutes: %(present)s were supervised together") % words)
    shared = _("%(minutes)s minutes divided by %(present)s, who were supervised together")
    return Credit(minutes // present, shared % words)


FULL, BACP = "full-1", "bacp-1"
RULES: Mapping[str, Rule] = {
    FULL: Rule(
        gettext_lazy("Full minutes"),
        1,
        gettext_lazy("Everyone who was there counts all minutes of the meeting."),
        _full,
    ),
    BACP: Rule(
        gettext_lazy("BACP"),
        1,
        gettext_lazy(
            "Alone with your supervisor, all minutes count. With two to four of you, half of them. With five or more, "
            "the minutes divided by how many of you there were. Your supervisor is not counted."
        ),
        _bacp,
    ),
}


class Span(TextChoices):
    """Over which time a month's minutes are looked at."""

    MONTH = "month", gettext_lazy("in each calendar month")
    ROLLING = "rolling", gettext_lazy("on average over the last twelve months")


class Month(NamedTuple):
    """A calendar month. They sort and can be moved."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    def moved(self, months: int) -> "Month":
        year, month = divmod(self.year * A_YEAR + self.month - 1 + months, A_YEAR)
        return Month(year, month + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True)
class Asked:
    """What a programme asks: how a meeting counts, and how many minutes of a month, over which time. 0: none.

    And how often: every so many weeks, where the two have agreed nothing else; at the latest after so many sessions, 0:
    however many. `grace` is how many days after that it is called overdue.
    """

    rule: str = FULL
    minutes: int = 0
    span: str = Span.MONTH
    weeks: int = 4
    sessions: int = 4
    grace: int = 14

    @property
    def counting(self) -> Rule:
        return RULES[self.rule]


@dataclass(frozen=True)
class MonthOf:
    """A month's raw and credited minutes. `average` where the last months are looked at together.

    `enough` is None where nothing is asked, and for a month that is not over, or in which supervision began.
    """

    month: Month
    minutes: int
    credited: int
    average: int | None
    enough: bool | None


class Met(NamedTuple):
    day: date
    minutes: int
    credited: int


def year_to(month: Month) -> list[Month]:
    """The twelve months that end with `month`."""
    return [month.moved(back) for back in range(1 - A_YEAR, 1)]


def by_month(met: Iterable[Met], months: Iterable[Month], *, asked: Asked, began: date, today: date) -> list[MonthOf]:
    """Each of `months`. For an average, `met` goes back eleven months before the first of them."""
    totals: dict[Month, tuple[int, int]] = {}
    for meeting in met:
        minutes, credited = totals.get(Month.of(meeting.day), (0, 0))
        totals[Month.of(meeting.day)] = (minutes + meeting.minutes, credited + meeting.credited)
    whole = _whole(began, today)
    return [_month(month, totals, asked, whole) for month in months]


Whole = tuple[Month, Month]


def _whole(began: date, today: date) -> Whole:
    """The first and the last month of which every day was one of supervision, and is over."""
    first = Month.of(began) if began.day == 1 else Month.of(began).moved(1)
    return first, Month.of(today).moved(-1)


def _month(month: Month, totals: Mapping[Month, tuple[int, int]], asked: Asked, whole: Whole) -> MonthOf:
    minutes, credited = totals.get(month, (0, 0))
    if not asked.minutes or not whole[0] <= month <= whole[1]:
        return MonthOf(month, minutes, credited, None, None)
    if asked.span == Span.MONTH:
        return MonthOf(month, minutes, credited, None, credited >= asked.minutes)
    together = [totals.get(other, (0, 0))[1] for other in _whole_before(month, whole[0])]
    return MonthOf(
        month, minutes, credited, sum(together) // len(together), sum(together) >= asked.minutes * len(together)
    )


def _whole_before(month: Month, first: Month) -> Iterator[Month]:
    yield from (other for other in year_to(month) if other >= first)
