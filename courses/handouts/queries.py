"""Where handouts stand: in which steps, and which of them a course has for its learners."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from courses.generation import content_cache
from courses.handouts.kinds import KINDS
from courses.handouts.models import Handout, SavedHandout
from courses.models import StepPage
from courses.outline import Outline, OutlineCourse
from people.models import User

BLOCK = "handout"


@dataclass(frozen=True)
class PlacedHandout:
    """What learners see of a handout. `ready` is False while the worker has not drawn it; `note`: what is different."""

    id: UUID
    title: str
    purpose: str
    kind: str
    size: int
    ready: bool
    version: int
    put_at: datetime | None
    note: str


def placed(handout: Handout) -> PlacedHandout:
    file: Any = handout.file
    kind = KINDS[file.extension].label if file else ""
    return PlacedHandout(
        id=handout.pk,
        title=handout.title,
        purpose=handout.purpose,
        kind=kind,
        size=file.size if file else 0,
        ready=bool(file),
        version=handout.version,
        put_at=handout.put_at,
        note=handout.note,
    )


def changed_since_saved(handouts: Iterable[PlacedHandout], person: User, now: datetime) -> frozenset[UUID]:
    """Those of which this person has an earlier version. One query, and none where there are no handouts."""
    listed = {handout.id: handout for handout in handouts if handout.ready}
    if not listed:
        return frozenset()
    saved = SavedHandout.objects.visible_to(person, now).filter(handout__in=listed)
    return frozenset(row.handout_id for row in saved if row.version < listed[row.handout_id].version)


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
    return content_cache.get(outline.mark, ("handouts", course.key), lambda: _build(course))


def _build(course: OutlineCourse) -> tuple[PlacedHandout, ...]:
    order = [step.page_id for module in course.modules for step in module.steps]
    pages = StepPage.objects.in_bulk(order)
    shown = dict.fromkeys(handout_id for page_id in order for handout_id in shown_in(pages[page_id]))
    standing = {handout.pk: handout for handout in Handout.objects.standing().filter(pk__in=shown)}
    return tuple(placed(standing[handout_id]) for handout_id in shown if handout_id in standing)
