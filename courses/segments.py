"""A step's body, made ready: runs of rendered HTML between its exercises.

What is only read is rendered once for each generation of the content. Exercises are kept as plain facts and drawn
anew for each request, with the learner's answers; the numbers of the help services are read each time.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from courses.exercises import Exercise
from courses.generation import kept
from courses.handouts.queries import BLOCK, PlacedHandout, placed
from courses.models import StepPage
from courses.outline import Outline, OutlineStep

HELP = "help"


@dataclass(frozen=True)
class Prose:
    html: SafeString


@dataclass(frozen=True)
class HelpHere:
    """Whom to ring, in place."""


@dataclass(frozen=True)
class HandoutHere:
    """A file to print, in place: its facts alone, for who may have it is asked each time."""

    handout: PlacedHandout


Segment = Prose | HelpHere | HandoutHere | Exercise


@dataclass(frozen=True)
class Body:
    segments: tuple[Segment, ...]
    exercises: tuple[Exercise, ...]

    @property
    def has_handouts(self) -> bool:
        return any(isinstance(segment, HandoutHere) for segment in self.segments)

    def exercise(self, block_id: str) -> Exercise | None:
        return next((exercise for exercise in self.exercises if exercise.block_id == block_id), None)


def body_of(outline: Outline, step: OutlineStep) -> Body:
    """The published body of `step`. One query after a change of content, none otherwise."""

    def build() -> Body:
        return compile_body(StepPage.objects.only("body").get(pk=step.page_id).body)

    return kept.get(outline.mark, ("body", step.page_id, step.revision_id), build)


def compile_body(stream: Any) -> Body:
    """Turn a StreamField's value into segments."""
    segments: list[Segment] = []
    html: list[str] = []
    for child in stream:
        segment = _segment(child)
        if segment is None:
            html.append(child.render())
            continue
        _close(segments, html)
        segments.append(segment)
    _close(segments, html)
    return Body(tuple(segments), tuple(segment for segment in segments if isinstance(segment, Exercise)))


def _segment(child: Any) -> Segment | None:
    """What stands at this block if it is not plain reading."""
    if child.block_type == HELP:
        return HelpHere()
    if child.block_type == BLOCK and child.value and not child.value.removed_at:
        return HandoutHere(placed(child.value))
    if hasattr(child.block, "exercise"):
        exercise: Exercise = child.block.exercise(child.value, str(child.id))
        return exercise
    return None


def _close(segments: list[Segment], html: list[str]) -> None:
    if html:
        segments.append(Prose(mark_safe("\n".join(html))))  # noqa: S308 -- each part came escaped out of its template
        html.clear()
