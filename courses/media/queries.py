"""Where recordings are, and what learners see of one."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from courses.generation import content_cache
from courses.media.blocks import RECORDING
from courses.models import StepPage
from courses.outline import Outline, current_outline


def is_shown(recording_id: UUID) -> bool:
    """Whether a published step shows it. One query more after a change of content."""
    outline = current_outline()
    return recording_id in content_cache.get(outline.mark, "recordings", lambda: _shown(outline))


def _shown(outline: Outline) -> frozenset[UUID]:
    published = [place.step.page_id for place in outline.places.values()]
    pages = StepPage.objects.filter(pk__in=published).only("body")
    return frozenset(key for page in pages.iterator() for key in shown_in(page.body.raw_data))


def shown_in(body: Iterable[Any]) -> Iterator[UUID]:
    """The recordings in a step's body, read from what is stored: no block has to be built."""
    for block in body:
        if isinstance(block["value"], dict) and block["value"].get(RECORDING):
            yield UUID(str(block["value"][RECORDING]))


def used_in() -> dict[UUID, list[StepPage]]:
    """Recording -> the steps that show it: published, taken down, or in their newest draft. One query."""
    uses: dict[UUID, list[StepPage]] = defaultdict(list)
    for page in StepPage.objects.select_related("latest_revision").order_by("path"):
        for key in dict.fromkeys([*shown_in(page.body.raw_data), *shown_in(_draft_of(page))]):
            uses[key].append(page)
    return uses


def _draft_of(page: StepPage) -> Any:
    return json.loads(page.latest_revision.content["body"]) if page.latest_revision else ()


def live_uses(recording_id: UUID) -> list[StepPage]:
    """The published steps that show it."""
    return [page for page in StepPage.objects.live().order_by("path") if recording_id in shown_in(page.body.raw_data)]
