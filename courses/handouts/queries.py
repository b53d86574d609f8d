"""Where handouts stand: in which steps, and which of them a course has for its learners."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from courses.generation import kept
from courses.handouts.kinds import KINDS
from courses.handouts.models import Handout
from courses.models import StepPage
from courses.outline import Outline, OutlineCourse

BLOCK = "handout"


@dataclass(frozen=True)
class PlacedHandout:
    """What learners see of a handout. `ready` is False while the worker has not drawn it."""

    id: UUID
    title: str
    purpose: str
    kind: str
    size: int
    ready: bool


def placed(handout: Handout) -> PlacedHandout:
    file: Any = handout.file
    kind = KINDS[file.extension].label if file else ""
    return PlacedHandout(handout.pk, handout.title, handout.purpose, kind, file.size if file else 0, bool(file))


def used_in() -> dict[UUID, list[StepPage]]:
    """Handout -> the steps that show it, published or taken down. One query."""
    uses: dict[UUID, list[StepPage]] = defaultdict(list)
    for page in StepPage.objects.order_by("path").only("title", "body", "path", "live"):
        for handout_id in dict.fromkeys(shown_in(page)):
            uses[handout_id].append(page)
    return uses


def shown_in(page: StepPage) -> Iterator[UUID]:
    """The handouts in a step's body, read from what is stored: no block has to be built."""
    for block in page.body.raw_data:
        if block["type"] == BLOCK and block["value"]:
            yield UUID(str(block["value"]))


def handouts_of(outline: Outline, course: OutlineCourse) -> tuple[PlacedHandout, ...]:
    """The handouts in the published steps of a course, in its order. Two queries after a change of content."""
    return kept.get(outline.mark, ("handouts", course.key), lambda: _build(course))


def _build(course: OutlineCourse) -> tuple[PlacedHandout, ...]:
    order = [step.page_id for module in course.modules for step in module.steps]
    pages = StepPage.objects.in_bulk(order)
    shown = dict.fromkeys(handout_id for page_id in order for handout_id in shown_in(pages[page_id]))
    standing = {handout.pk: handout for handout in Handout.objects.standing().filter(pk__in=shown)}
    return tuple(placed(standing[handout_id]) for handout_id in shown if handout_id in standing)
