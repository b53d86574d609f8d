"""A week that repeats, as bits: 336 half-hours of somebody's own clock, Monday 00:00 first.

Two people in two places are compared in a named week, because what they share moves when only one of them changes the
clocks: one week in winter, one in summer, and the poorer counts. For that a week is laid out as quarter-hours of UTC,
in a ring: there are places whose clocks are a quarter-hour off.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HALVES_A_DAY, DAYS = 48, 7
HALVES = HALVES_A_DAY * DAYS
QUARTERS = 2 * HALVES
QUARTERS_AN_HOUR = 4
MINUTES = 15
DIGITS = HALVES // 4
WHOLE_RING = (1 << QUARTERS) - 1
# Of ISO's weeks: in neither do the clocks of Europe or North America change.
IN_WINTER, IN_SUMMER = 3, 28
TWICE = str.maketrans({"0": "00", "1": "11"})


@dataclass(frozen=True)
class Local:
    """A week of half-hours on the clock of `zone`."""

    halves: int
    zone: str


@dataclass(frozen=True, order=True)
class Window:
    """Some time without a break, from a quarter-hour of the week on, which may go over its end."""

    begins: int
    quarters: int

    @property
    def day(self) -> int:
        """0 for Monday."""
        return self.begins // (QUARTERS // DAYS)

    @property
    def start(self) -> time:
        return _clock(self.begins)

    @property
    def end(self) -> time:
        return _clock(self.begins + self.quarters)


def _clock(quarter: int) -> time:
    hours, minutes = divmod(quarter * MINUTES % (24 * 60), 60)
    return time(hours, minutes)


def week_of(halves: Iterable[int]) -> int:
    """The bits of these half-hours. Raises ValueError for one that no week has."""
    week = 0
    for half in halves:
        if not 0 <= half < HALVES:
            raise ValueError(half)
        week |= 1 << half
    return week


def halves_of(week: int) -> list[int]:
    return [half for half in range(HALVES) if week >> half & 1]


def as_digits(week: int) -> str:
    """As a row keeps it: 84 hexadecimal digits."""
    return f"{week:0{DIGITS}x}"


def from_digits(digits: str) -> int:
    """Raises ValueError for what `as_digits` never writes."""
    if len(digits) != DIGITS or not set(digits) <= set("0123456789abcdef"):
        raise ValueError(digits)
    return int(digits, 16)


def seasons(day: date) -> tuple[date, date]:
    """The Mondays of the winter week and the summer week that are next after `day`."""
    winter, summer = (_next_monday(day, week) for week in (IN_WINTER, IN_SUMMER))
    return winter, summer


def _next_monday(day: date, week: int) -> date:
    monday = date.fromisocalendar(day.year, week, 1)
    return monday if monday > day else date.fromisocalendar(day.year + 1, week, 1)


@lru_cache(maxsize=4096)
def _ahead(zone: str, monday: date) -> int:
    """By how many quarter-hours the clock is before UTC in that week, on its Wednesday at noon."""
    noon = datetime.combine(monday + timedelta(days=2), time(12), ZoneInfo(zone))
    offset = noon.utcoffset() or timedelta()
    return round(offset / timedelta(minutes=MINUTES))


def turned(ring: int, by: int) -> int:
    """The ring with everything `by` quarter-hours later."""
    by %= QUARTERS
    return (ring << by | ring >> (QUARTERS - by)) & WHOLE_RING


def in_utc(week: Local, monday: date) -> int:
    """The quarter-hours of UTC, in the week of `monday`, in which it is free."""
    quarters = int(f"{week.halves:b}".translate(TWICE), 2)
    return turned(quarters, -_ahead(week.zone, monday))


def on_clock(ring: int, zone: str, monday: date) -> int:
    """The quarter-hours of a clock in `zone` for those of UTC."""
    return turned(ring, _ahead(zone, monday))


def has_an_hour(ring: int) -> bool:
    """Whether four quarter-hours follow each other; quicker than `windows`."""
    pairs = ring & turned(ring, -1)
    return bool(pairs & turned(pairs, -2))


def windows(ring: int, least: int = QUARTERS_AN_HOUR) -> list[Window]:
    """Each time without a break, as long as it goes on, of at least so many quarter-hours."""
    if ring == WHOLE_RING:
        return [Window(0, QUARTERS)]
    return [found for found in _runs(ring) if found.quarters >= least]


def _runs(ring: int) -> Iterator[Window]:
    first = ring & ~turned(ring, 1)
    while first:
        begins = (first & -first).bit_length() - 1
        after = ~turned(ring, -begins) & WHOLE_RING
        yield Window(begins, (after & -after).bit_length() - 1)
        first &= first - 1
