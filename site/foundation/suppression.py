"""Small numbers: what may be said of a few people to others than themselves. Pure arithmetic, for every dashboard.

A count of 1 to 7 is not shown, nought is; every other count is rounded to the nearest 5. A mean of fewer than 8 is not
shown. Both numbers may be raised and never lowered (`Rules`).

Figures are given for fixed quarters, and each person stands behind one figure of a kind at most: quarters with too few
are put together with those that follow (`disjoint_spans`). A figure that was shown never changes, none contains
another, and so none can be taken from another to leave a few people over.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings

LEAST, ROUND_TO = 8, 5
MONTHS = 3


@dataclass(frozen=True)
class Rules:
    """From how many people on a figure is shown, and to what counts are rounded. Raises ValueError for less."""

    least: int = LEAST
    round_to: int = ROUND_TO

    def __post_init__(self) -> None:
        if self.least < LEAST or self.round_to < ROUND_TO:
            raise ValueError(f"A figure needs {LEAST} people or more, and counts are rounded to {ROUND_TO} or more.")


def rules() -> Rules:
    """This installation's: the settings can only make them stricter."""
    return Rules(settings.SMALLEST_COUNT_SHOWN, settings.COUNTS_ROUNDED_TO)


class Quarter(NamedTuple):
    """January to March is quarter 1 of its year. Quarters compare in time."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_month(self) -> date:
        return date(self.year, self.number * MONTHS, 1)


class Span(NamedTuple):
    """Whole quarters, both ends included."""

    first: Quarter
    last: Quarter

    def holds(self, quarter: Quarter) -> bool:
        return self.first <= quarter <= self.last


def shown_count(people: int, rules: Rules) -> int | None:
    """The count as it may be said; None where there are too few to say anything."""
    if people == 0:
        return 0
    if people < rules.least:
        return None
    # However coarse the rounding, those who are shown are never shown as nobody.
    return max(rules.round_to, (2 * people + rules.round_to) // (2 * rules.round_to) * rules.round_to)


def shown_mean(values: Sequence[int], lowest: int, highest: int, rules: Rules) -> float | None:
    """The mean to the nearest half, kept half a point from both ends of the scale; None where there are too few.

    A mean at the very end would tell that everybody there gave that answer.
    """
    if len(values) < rules.least:
        return None
    halves = math.floor(2 * sum(values) / len(values) + 0.5)
    return min(max(halves, 2 * lowest + 1), 2 * highest - 1) / 2


def disjoint_spans(people: Mapping[Quarter, int], now: Quarter, rules: Rules) -> list[Span]:
    """The spans for which figures are shown at `now`, oldest first: closed quarters, each span with enough people.

    Each begins where the one before ended and ends with the first quarter that brings it to `rules.least`. Later
    quarters add spans and change none; the last quarters wait until there are enough.
    """
    spans: list[Span] = []
    quarter = first = min((quarter for quarter, count in people.items() if count), default=now)
    gathered = 0
    while quarter < now:
        gathered += people.get(quarter, 0)
        if gathered >= rules.least:
            spans.append(Span(first, quarter))
            first, gathered = quarter.following, 0
        quarter = quarter.following
    return spans
