"""The day of the session itself, in ways of writing that would mean nothing on another day: "12/11", "the 12th"."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from confidential.screening.kinds import Kind, Passage


def passages(text: str, days: Iterable[date]) -> Iterator[Passage]:
    for day in sorted(set(days)):
        for found in re.finditer(written(day), text, re.IGNORECASE):
            yield Passage(Kind.DATE, *found.span())


def written(day: date) -> str:
    figures = rf"0?{day.day} ?[./-] ?0?{day.month}(?: ?[./-] ?(?:{day.year}|{day:%y}))?"
    american = rf"0?{day.month}/0?{day.day}/(?:{day.year}|{day:%y})"
    together = rf"{day:%d%m%Y}|{day:%d%m%y}|{day:%Y%m%d}"
    nth = rf"(?:the |{day:%A} |{day:%a} ){day.day}(?:st|nd|rd|th)\b(?! (?:floor|ward|year|session|time|week|meeting)\b)"
    return rf"(?<![\d./-])(?:{figures}|{american}|{together})(?![\d/]|[.-]\d)|\b{nth}"
