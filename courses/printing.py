"""A module on one page, to print: what is read, and the questions as they are asked. Nobody's answers or words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courses.exercises.drawing import Drawn, draw
from courses.numbers import numbers_at
from courses.outline import Outline, OutlineModule, OutlineStep, current_outline
from courses.player import drawn_segments
from courses.progress.queries import Finished, counts, finished_by
from courses.segments import body_of
from foundation.http import Request


@dataclass(frozen=True)
class PrintedStep:
    """`held_back`: what discusses a scenario is not on paper before its own step is done."""

    step: OutlineStep
    segments: Sequence[dict[str, Any]]
    held_back: bool


@require_GET
def print_module(request: Request, course: str, module: str) -> HttpResponse:
    outline = current_outline()
    found = outline.module(course, module)
    if found is None:
        raise Http404
    parent, here = found
    context = {
        "course": parent,
        "module": here,
        "steps": printed_steps(outline, here, finished_by([request.user.pk])[request.user.pk]),
        "at": request.now,
        # On paper nothing can be opened: a handout is its title.
        "preview": True,
        # Nor played: a recording is what is said in it.
        "printed": True,
    }
    return render(request, "courses/print.html", context)


def printed_steps(outline: Outline, module: OutlineModule, finished: Finished) -> list[PrintedStep]:
    return [_printed(outline, step, done=counts(step, finished.steps)) for step in module.steps]


def _printed(outline: Outline, step: OutlineStep, *, done: bool) -> PrintedStep:
    body, place = body_of(outline, step), outline.place_of(step.key)
    if place is None:
        raise Http404
    drawn = [draw(exercise) for exercise in body.exercises]
    segments = list(drawn_segments(body, drawn, numbers_at(outline, place)))
    ends = len(segments) if done else _first_secret(segments)
    return PrintedStep(step, segments[:ends], held_back=ends < len(segments))


def _first_secret(segments: Sequence[dict[str, Any]]) -> int:
    """Behind the first exercise that wants one's own line before anything else is read."""
    for at, segment in enumerate(segments):
        drawn: Drawn | None = segment.get("drawn")
        if drawn and drawn.exercise.words_first:
            return at + 1
    return len(segments)
