"""Charts as SVG: where each mark stands. Pure arithmetic; `groups/health/chart.html` draws it.

A chart stands beside a sentence and a table that say the same (`Figure`), so its own words are few: the highest number,
and the first and last name below. Series are told apart by fill and stroke, and not by colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from foundation.spreadsheets import Sheet

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 12, 24
ROOM = 0.72
FEWEST = 5
# Of a chart that lies: a row, and in it where its word and its bar are.
ROW, WORD_BELOW, BAR_BELOW, BAR_HIGH = 38, 14, 19, 13
# For paper: on a screen the site's own colours take their place.
FILLS, DASHES = ("#1f5a57", "#fff", "#cfe0dd"), ("none", "none", "3 2")


class Bar(NamedTuple):
    """`series` says how it is filled, 0 the darkest."""

    x: float
    y: float
    width: float
    height: float
    series: int

    @property
    def fill(self) -> str:
        return FILLS[self.series]

    @property
    def dashes(self) -> str:
        return DASHES[self.series]


class Word(NamedTuple):
    x: float
    y: float
    text: str
    anchor: str


class Mark(NamedTuple):
    """A place on a line."""

    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    bars: list[Bar] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    # What each series is, for the key.
    names: Sequence[str] = ()

    @property
    def key(self) -> list[tuple[Bar, str]]:
        return [(Bar(1, 1, 14, 14, number), name) for number, name in enumerate(self.names)]


@dataclass(frozen=True)
class Figure:
    """A chart with all that it says: a title, a sentence and a table. `key` is its name in addresses and files."""

    key: str
    title: str
    sentence: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    chart: Chart | None = None


def sheets_of(figures: Iterable[Figure]) -> list[Sheet]:
    """Their tables, numbers as numbers."""
    return [
        Sheet(figure.title, figure.heads, [[_number(cell) for cell in row] for row in figure.rows])
        for figure in figures
    ]


def _number(cell: str) -> str | int:
    return int(cell) if cell.isascii() and cell.isdecimal() else cell


def side_by_side(labels: Sequence[str], series: Sequence[Sequence[int]], names: Sequence[str]) -> Chart:
    """A bar for each series beside each other, over every label."""
    top = _round_top(max((value for values in series for value in values), default=0))
    step = _step(labels)
    thick = step * ROOM / max(len(series), 1)
    bars = [
        _bar(LEFT + place * step + step * (1 - ROOM) / 2 + number * thick, 0, value, top, thick, number)
        for number, values in enumerate(series)
        for place, value in enumerate(values)
        if value
    ]
    return Chart(bars=bars, words=_words(labels, top), rules=_rules(), names=names)


def stacked(labels: Sequence[str], series: Sequence[Sequence[int]], names: Sequence[str]) -> Chart:
    """Shares of the whole over every label, on top of each other. A label of nothing has none."""
    step = _step(labels)
    bars: list[Bar] = []
    for place in range(len(labels)):
        whole, below = sum(values[place] for values in series), 0
        for number, values in enumerate(series):
            if values[place]:
                x = LEFT + place * step + step * (1 - ROOM) / 2
                bars.append(_bar(x, below, values[place], whole, step * ROOM, number))
                below += values[place]
    return Chart(bars=bars, words=_words(labels, 100, "%"), rules=_rules(), names=names)


def line(labels: Sequence[str], values: Sequence[float | None]) -> Chart:
    """A line through what is known; it breaks where nothing is."""
    top = _round_top(max((value for value in values if value is not None), default=0))
    step = _step(labels)
    places = [
        None if value is None else Mark(_r(LEFT + (place + 0.5) * step), _y(value, top))
        for place, value in enumerate(values)
    ]
    return Chart(
        lines=[_path(run) for run in _runs(places) if len(run) > 1],
        marks=[mark for mark in places if mark],
        words=_words(labels, top),
        rules=_rules(),
    )


def stairs(steps: Sequence[tuple[float, float]], until: float, labels: tuple[str, str]) -> Chart:
    """Shares from 0 to 1 that hold until the next step."""
    if not steps or until <= 0:
        return Chart()
    points: list[Mark] = []
    for at, share in steps:
        x = _r(LEFT + at / until * (WIDTH - LEFT - RIGHT))
        if points:
            points.append(Mark(x, points[-1].y))
        points.append(Mark(x, _y(share, 1)))
    points.append(Mark(float(WIDTH - RIGHT), points[-1].y))
    return Chart(lines=[_path(points)], words=_words(labels, 100, "%"), rules=_rules())


def lying(labels: Sequence[str], values: Sequence[int]) -> Chart:
    """A bar to the right for each value, with its label above it."""
    top = max(values, default=0)
    bars = [
        Bar(0, _r(place * ROW + BAR_BELOW), _r(value / top * WIDTH), BAR_HIGH, 0)
        for place, value in enumerate(values)
        if value
    ]
    words = [Word(0, place * ROW + WORD_BELOW, label, "start") for place, label in enumerate(labels)]
    return Chart(bars=bars, words=words, height=max(ROW * len(values), 1), left=0, right=WIDTH)


# Where things stand ---------------------------------------------------------------------------------------------------


def _step(labels: Sequence[str]) -> float:
    return (WIDTH - LEFT - RIGHT) / max(len(labels), 1)


def _y(value: float, top: float) -> float:
    return _r(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)) if top else float(HEIGHT - BOTTOM)


def _bar(x: float, below: int, value: int, top: float, thick: float, number: int) -> Bar:
    high, low = _y(below + value, top), _y(below, top)
    return Bar(_r(x), high, _r(thick), _r(low - high), number)


def _runs(places: Sequence[Mark | None]) -> list[list[Mark]]:
    runs: list[list[Mark]] = [[]]
    for mark in places:
        if mark:
            runs[-1].append(mark)
        elif runs[-1]:
            runs.append([])
    return runs


def _path(points: Sequence[Mark]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _words(labels: Sequence[str], top: float, unit: str = "") -> list[Word]:
    """The highest number and nought at the left, the first and the last label below."""
    at_the_left = [
        Word(LEFT - 4, _y(top, top) + 4, f"{top:g}{unit}", "end"),
        Word(LEFT - 4, _y(0, top) + 4, "0", "end"),
    ]
    if not labels:
        return at_the_left
    below = [Word(LEFT, HEIGHT - 6, labels[0], "start")]
    return at_the_left + below + ([Word(WIDTH - RIGHT, HEIGHT - 6, labels[-1], "end")] if len(labels) > 1 else [])


def _rules() -> list[float]:
    """At nought, in the middle and at the top."""
    return [_y(share, 2) for share in (0, 1, 2)]


def _round_top(most: float) -> float:
    """The end of the scale: a round number that nothing goes beyond."""
    size = float(FEWEST)
    while size < most:
        size *= 2.5 if f"{size:g}".startswith("1") else 2
    return size


def _r(value: float) -> float:
    return round(value, 1)
