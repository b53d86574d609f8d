"""A step's body, made ready: runs of rendered HTML between its exercises.

What is only read is rendered once for each generation of the content. Exercises are kept as plain facts and drawn
anew for each request, with the learner's answers; the numbers of the help services are read each time.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from courses.exercises.block import Answering
from courses.exercises.facts import Exercise
from courses.generation import content_cache
from courses.glossary.marking import Explaining
from courses.glossary.models import terms_of
from courses.handouts.queries import BLOCK, PlacedHandout, placed
from courses.links import shown
from courses.media.blocks import RECORDING, PlayedBlock
from courses.media.playing import Played, played
from courses.models import StepPage
from courses.numbers import HELP, HelpHere, helps_in
from courses.outline import Outline, OutlineStep


@dataclass(frozen=True)
class Prose:
    html: SafeString


@dataclass(frozen=True)
class HandoutHere:
    """A file to print, in place: its facts alone, for who may have it is asked each time."""

    handout: PlacedHandout


@dataclass(frozen=True)
class RecordingHere:
    """A sound or a film, in place; on paper it is what is said in it."""

    recording: Played


class Writing(NamedTuple):
    """What asks for private words, and the exercise that it belongs to: mostly itself."""

    prompt: Exercise
    exercise: Exercise


Segment = Prose | HelpHere | HandoutHere | RecordingHere | Exercise


@dataclass(frozen=True)
class Body:
    segments: tuple[Segment, ...]
    exercises: tuple[Exercise, ...]
    mentions_the_plan: bool = False
    helps: tuple[HelpHere, ...] = ()

    @property
    def handouts(self) -> list[PlacedHandout]:
        return [segment.handout for segment in self.segments if isinstance(segment, HandoutHere)]

    @property
    def has_handouts(self) -> bool:
        return bool(self.handouts)

    @property
    def unfolds(self) -> bool:
        """Whether something in it opens bit by bit, by buttons of its own."""
        return any(exercise.unfolds for exercise in self.exercises)

    @property
    def tells(self) -> bool:
        """Whether anything in it says what is right."""
        return any(exercise.told for exercise in self.exercises)

    def exercise(self, block_id: str) -> Exercise | None:
        return next((exercise for exercise in self.exercises if exercise.block_id == block_id), None)

    def prompt(self, block_id: str) -> Writing | None:
        """What asks for the private words of this id."""
        asking = ((exercise.prompt(block_id), exercise) for exercise in self.exercises)
        return next((Writing(prompt, exercise) for prompt, exercise in asking if prompt), None)


def body_of(outline: Outline, step: OutlineStep) -> Body:
    """The published body of `step`. Two queries after a change of content, none otherwise."""

    def build() -> Body:
        place = outline.place_of(step.key)
        terms = terms_of(place.course.key if place else None)
        return compile_body(StepPage.objects.only("body").get(pk=step.page_id).body, terms)

    return content_cache.get(outline.mark, ("body", step.page_id, step.revision_id), build)


# Apostrophes as editors type them and as HTML writes them.
THE_PLAN = re.compile(r"\bprogramme(?:['\u2019]|&#x27;|&#39;|&rsquo;)s plan\b", re.IGNORECASE)
TAG = re.compile(r"(<[^<>]*+>)")
# What takes no link within it, where it begins and ends.
NO_LINK_WITHIN = re.compile(r"<(/?)(?:a|h[1-6]|summary)\b", re.IGNORECASE)


def with_links_to_the_plan(html: str) -> str:
    """`html` where "programme's plan" leads to that of the reader's own programme; links and headings stay."""
    if not THE_PLAN.search(html):
        return html
    link = partial(THE_PLAN.sub, lambda found: f'<a href="{reverse("people:my_plans")}">{found.group()}</a>')
    return "".join(link(part) if takes_links else part for part, takes_links in _parts(html))


def _parts(html: str) -> Iterator[tuple[str, bool]]:
    """`html` in pieces, each with whether it is text that may hold a link."""
    within = 0
    for at, part in enumerate(TAG.split(html)):
        if tag := NO_LINK_WITHIN.match(part):
            within = max(0, within - 1) if tag[1] else within + 1
        yield part, at % 2 == 0 and not within


def compile_body(stream: Any, terms: Mapping[str, Any] | None = None) -> Body:
    """Turn a StreamField's value into segments. `terms`: the words that its course explains, by themselves."""
    segments: list[Segment] = []
    html: list[str] = []
    for child in stream:
        segment = _segment(child)
        if segment is None:
            html.append(child.render())
            continue
        _close(segments, html, Explaining(terms or {}, str(child.id)))
        segments.append(segment)
    _close(segments, html, Explaining(terms or {}, f"{stream[0].id}-end" if stream else ""))
    exercises = tuple(segment for segment in segments if isinstance(segment, Exercise))
    mentions_the_plan = bool(THE_PLAN.search(_raw(stream)))
    return Body(tuple(segments), exercises, mentions_the_plan, helps_in(stream.get_prep_value()))


def _raw(stream: Any) -> str:
    """All text of a body, that of exercises too."""
    return json.dumps(stream.get_prep_value(), ensure_ascii=False, default=str)


def _segment(child: Any) -> Segment | None:
    """What stands at this block if it is not plain reading."""
    if child.block_type == HELP:
        return HelpHere(str(child.id))
    if child.block_type == BLOCK and child.value and not child.value.removed_at:
        return HandoutHere(placed(child.value))
    if isinstance(child.block, PlayedBlock) and child.value[RECORDING]:
        return RecordingHere(played(child.value[RECORDING], child.value["intro"]))
    if isinstance(child.block, Answering):
        return child.block.stocked(child.block.exercise(child.value, str(child.id), shown))
    return None


def _close(segments: list[Segment], html: list[str], explaining: Explaining) -> None:
    if html:
        drawn = with_links_to_the_plan("\n".join(html))
        drawn = with_words_explained(drawn, explaining)
        segments.append(Prose(mark_safe(drawn)))  # noqa: S308 -- each part came escaped out of its template
        html.clear()


def with_words_explained(html: str, explaining: Explaining) -> str:
    """`html` where [[word]] shows its meaning. Within links and headings it is plain text."""
    if "[[" not in html:
        return html
    parts = [
        part if part.startswith("<") else explaining.text(part, takes_buttons=takes) for part, takes in _parts(html)
    ]
    return "".join(parts) + explaining.meanings()
