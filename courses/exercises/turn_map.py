"""The map of a conversation for its editor: turns in layers from the first one down, ends at the bottom, as SVG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.exercises.turn_graph import Graph

WIDE, HIGH, BESIDE, BELOW, EDGE = 150, 44, 36, 64, 40
# Letters that fit into a box.
FITS = 19


@dataclass(frozen=True)
class Box:
    """A turn, an end, or what leads nowhere."""

    name: str
    x: int
    y: int
    is_end: bool
    # Whether something is wrong with it: nothing leads to it, or no way leads from it to an end.
    lost: bool

    @property
    def label(self) -> str:
        return self.name if len(self.name) <= FITS else f"{self.name[: FITS - 1]}\u2026"

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2

    @property
    def text_y(self) -> int:
        return self.y + HIGH // 2 + 5


@dataclass(frozen=True)
class Arrow:
    """One option: `path` from its turn to where it leads, and where its number is written."""

    number: int
    path: str
    x: int
    y: int
    lost: bool = False


def layers(graph: Graph) -> list[list[str]]:
    """Turns by how many options lead to them from the first; then what nothing leads to; then the ends."""
    depth = dict.fromkeys(list(graph.turns)[:1], 0)
    waiting = list(depth)
    for name in waiting:
        for onward in graph.onward(name):
            if onward in graph.turns and onward not in depth:
                depth[onward] = depth[name] + 1
                waiting.append(onward)
    rows = [[name for name in graph.turns if depth.get(name) == at] for at in range(len(waiting))]
    rows += [[name for name in graph.turns if name not in depth], list(graph.ends)]
    return [row for row in rows if row]


def boxes(graph: Graph) -> dict[str, Box]:
    rows, reached, ending = layers(graph), graph.reached(), graph.ending()
    widest = max(map(len, rows), default=0)
    found = {}
    for at, row in enumerate(rows):
        start = EDGE + (widest - len(row)) * (WIDE + BESIDE) // 2
        for nth, name in enumerate(row):
            is_end = name not in graph.turns
            lost = name not in reached or not (is_end or name in ending)
            found[name] = Box(name, start + nth * (WIDE + BESIDE), EDGE // 2 + at * (HIGH + BELOW), is_end, lost)
    return found


def arrows(graph: Graph, placed: dict[str, Box]) -> Iterator[Arrow]:
    for turn, options in graph.turns.items():
        for number, name in enumerate(options, start=1):
            at = placed[turn].x + WIDE * number // (len(options) + 1)
            yield _arrow(number, placed[turn], at, placed.get(name))


def _arrow(number: int, box: Box, x: int, target: Box | None) -> Arrow:
    y = box.y + HIGH
    path = _path(box, x, y, target) if target else f"M{x} {y} v{BELOW // 3}"
    return Arrow(number, path, x + 4, y + 14, lost=target is None)


def _path(box: Box, x: int, y: int, target: Box) -> str:
    """Straight down to the next row; round the right side to one further down, beside or above."""
    if target.y <= box.y:
        side, into = max(box.x, target.x) + WIDE + EDGE, target.y + HIGH // 2
        return (
            f"M{x} {y} C{x} {y + 40} {side} {y + 20} {side} {(y + into) // 2} S{side} {into} {target.x + WIDE} {into}"
        )
    down = f"{target.middle} {target.y}"
    if target.y == box.y + HIGH + BELOW:
        half = (y + target.y) // 2
        return f"M{x} {y} C{x} {half} {target.middle} {half} {down}"
    side, into = max(box.x + WIDE, target.middle) + EDGE // 2, target.y - BELOW // 2
    return f"M{x} {y} C{x} {y + 30} {side} {y + 10} {side} {(y + into) // 2} S{target.middle} {into} {down}"


def draw_map(graph: Graph) -> SafeString:
    placed = boxes(graph)
    context = {
        "boxes": placed.values(),
        "arrows": list(arrows(graph, placed)),
        "leads": list(_in_words(graph)),
        "box": {"width": WIDE, "height": HIGH},
        "width": max((box.x + WIDE for box in placed.values()), default=0) + 2 * EDGE,
        "height": max((box.y + HIGH for box in placed.values()), default=0) + EDGE,
    }
    return render_to_string("courses/admin/turn_map.html", context)


def _in_words(graph: Graph) -> Iterator[tuple[str, Sequence[str]]]:
    """The same for who cannot see it: each turn, and where its options lead."""
    yield from graph.turns.items()
