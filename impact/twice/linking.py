"""Which two answers are one person's. Pure: no query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from foundation.suppression import Quarter
from impact.twice.models import Wave


class Told(Protocol):
    wave: str
    digests: list[str]

    @property
    def quarter(self) -> Quarter: ...


@dataclass(frozen=True)
class Linked:
    """`pairs` of a first and a later answer; `ambiguous` fit several and are linked to none."""

    pairs: list[tuple[int, int]]
    ambiguous: int


def linked(told: Sequence[Told]) -> Linked:
    """By their places in `told`. Two are linked where each is the only one that shares a digest with the other.

    The later one comes in the same quarter or after it, and what comes in a quarter after that changes nothing: a
    figure of a quarter that has ended stays as it was shown.
    """
    fits = _fits(told)
    laters = [place for place in sorted(fits) if told[place].wave == Wave.LATER]
    pairs = [(min(fits[later]), later) for later in laters if len(fits[later]) == 1]
    alone = [(first, later) for first, later in pairs if _until(told, fits[first], told[later].quarter) == {later}]
    return Linked(alone, len(fits) - 2 * len(alone))


def _until(told: Sequence[Told], places: Iterable[int], quarter: Quarter) -> set[int]:
    return {place for place in places if told[place].quarter <= quarter}


def _fits(told: Sequence[Told]) -> dict[int, set[int]]:
    """For each answer, those of the other time that share a digest with it."""
    by_digest: dict[str, list[int]] = defaultdict(list)
    for place, answer in enumerate(told):
        for digest in answer.digests:
            by_digest[digest].append(place)
    fits: dict[int, set[int]] = defaultdict(set)
    for places in by_digest.values():
        for first, later in _in_time(told, places):
            fits[first].add(later)
            fits[later].add(first)
    return dict(fits)


def _in_time(told: Sequence[Told], places: Iterable[int]) -> Iterable[tuple[int, int]]:
    here = list(places)
    for first in here:
        for later in here:
            in_order = told[first].wave == Wave.FIRST and told[later].wave == Wave.LATER
            if in_order and told[first].quarter <= told[later].quarter:
                yield first, later
