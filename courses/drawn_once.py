"""Exercises that many see alike, drawn once for each generation of the content.

All that decides how one looks is in its key: nothing of one person is, for an exercise that takes words is never kept,
nor one that could not be sent. Options come in each reader's own order, so they are kept apart and put in it each time.
"""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from courses.exercises.drawing import Drawn
from courses.generation import Mark, content_cache

# Between options, while an exercise is drawn to be kept: a sign that no text of an editor's can hold.
CUT = "\0"


class Pieces(NamedTuple):
    before: str
    # Option id -> its HTML; empty where options come in one order.
    options: Mapping[str, str]
    after: str


def html_of(drawn: Drawn, mark: Mark) -> SafeString | None:
    """`drawn` of the content of `mark` as HTML, if others see it alike; else None."""
    if not is_alike(drawn):
        return None
    pieces = content_cache.get(mark, state_of(drawn), lambda: pieces_of(drawn))
    options = "".join(pieces.options[choice.id] for choice in drawn.choices) if pieces.options else ""
    return mark_safe(pieces.before + options + pieces.after)  # noqa: S308 -- a template has escaped each piece


def is_alike(drawn: Drawn) -> bool:
    exercise = drawn.exercise
    if not drawn.url or drawn.error or drawn.changed or exercise.writes:
        return False
    return exercise.alike_answered or (exercise.alike and not drawn.chosen and not drawn.done)


def state_of(drawn: Drawn) -> Hashable:
    """All that its template is told of it, its text apart: that is the generation's."""
    tries = drawn.attempts if drawn.done else 0
    chosen = frozenset(drawn.chosen.get("options", ()))
    return ("exercise", drawn.url, drawn.sent_at_end, drawn.answered, drawn.done, tries, chosen)


def pieces_of(drawn: Drawn) -> Pieces:
    drawn.cut = CUT
    html = render_to_string("courses/exercises/exercise.html", {"drawn": drawn})
    drawn.cut = ""
    before, *options = html.split(CUT)
    if not options:
        return Pieces(html, {}, "")
    *options, after = options
    return Pieces(before, dict(zip((choice.id for choice in drawn.choices), options, strict=True)), after)
