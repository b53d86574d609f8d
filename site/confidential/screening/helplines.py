"""Where a public helpline stands in a text, however its figures are grouped, with or without +44."""

import re
from collections.abc import Iterable, Iterator

from confidential.screening.patterns import digits_of

BETWEEN = frozenset(" ()-./")
MOST_BETWEEN = 3
# No rule marks a shorter number, so none has to be let through.
SHORTEST = 9
FIGURES = frozenset("0123456789")
FROM_ABROAD = re.compile(r"^0{0,2}44(?=0?\d{9,10}$)0?")


class Figures:
    """The digits of a text, one after the other, each with its place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [place for place, character in enumerate(text) if character in FIGURES]
        self.all = digits_of(text)

    def joined(self, first: int, last: int) -> bool:
        """Whether the digits from `first` to `last` are written as one number."""
        return all(self._near(before, before + 1) for before in range(first, last))

    def _near(self, before: int, after: int) -> bool:
        between = self.text[self.places[before] + 1 : self.places[after]]
        return len(between) <= MOST_BETWEEN and BETWEEN.issuperset(between)

    def stands_alone(self, first: int, last: int) -> bool:
        """Whether no further digit touches it."""
        touched_before = first > 0 and self.places[first - 1] + 1 == self.places[first]
        touched_after = last + 1 < len(self.places) and self.places[last] + 1 == self.places[last + 1]
        return not touched_before and not touched_after

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """From the "+" or the bracket in front of the first digit to the last."""
        start = self.places[first]
        while start and self.text[start - 1] in "+(" and self.places[first] - start < MOST_BETWEEN:
            start -= 1
        return start, self.places[last] + 1


def helplines(text: str, numbers: Iterable[str]) -> Iterator[tuple[int, int]]:
    figures = Figures(text)
    for number in {number for number in map(national, numbers) if len(number) >= SHORTEST}:
        for written in ways_to_write(number):
            yield from places_of(figures, written)


def national(number: str) -> str:
    return FROM_ABROAD.sub("0", digits_of(number))


def ways_to_write(number: str) -> tuple[str, ...]:
    """As rung at home and from abroad, where the first 0 goes or stays in brackets."""
    if not number.startswith("0"):
        return (number,)
    return number, f"44{number[1:]}", f"44{number}", f"0044{number[1:]}"


def places_of(figures: Figures, written: str) -> Iterator[tuple[int, int]]:
    first = figures.all.find(written)
    while first >= 0:
        last = first + len(written) - 1
        if figures.stands_alone(first, last) and figures.joined(first, last):
            yield figures.stretch(first, last)
        first = figures.all.find(written, first + 1)
