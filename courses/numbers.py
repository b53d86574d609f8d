"""Where a module shows the numbers to ring in full: once. Everywhere else in it they are one line.

They are shown in full where the text before them speaks of "the list below"; where no text does, at the first block.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from courses.generation import content_cache
from courses.models import StepPage
from courses.outline import Outline, OutlineModule, Place

HELP = "help"
PROMISE = re.compile(r"\b(?:list|numbers|services|helplines)\s+below\b", re.IGNORECASE)
# Tags, and the white space that JSON and HTML write in letters.
BETWEEN_WORDS = re.compile(r"<[^<>]*+>|\\[nrt]|&nbsp;|\s+")


@dataclass(frozen=True)
class HelpHere:
    """Whom to ring, in place. `promised`: the text before it speaks of the list below."""

    block_id: str
    promised: bool = False


class Spot(NamedTuple):
    step: UUID
    block_id: str


@dataclass(frozen=True)
class Numbers:
    """How one step shows them. `in_full` is the block that has them all, if it is one of this step's."""

    in_full: str | None
    # Nothing in the module has them in full, and this is the first step that may be close to somebody.
    short_list: bool


def helps_in(raw: Iterable[Any]) -> tuple[HelpHere, ...]:
    """The help blocks of a body, from what is stored of it: nothing is rendered."""
    found, before = [], ""
    for block in raw:
        if block["type"] == HELP:
            found.append(HelpHere(str(block["id"]), bool(PROMISE.search(before))))
            before = ""
        else:
            before += BETWEEN_WORDS.sub(" ", json.dumps(block["value"], ensure_ascii=False, default=str))
    return tuple(found)


def spot_in_full(steps: Iterable[tuple[UUID, Sequence[HelpHere]]]) -> Spot | None:
    """Of a module's steps in reading order, the one block that shows everything."""
    helps = [(Spot(key, here.block_id), here.promised) for key, blocks in steps for here in blocks]
    first = helps[0][0] if helps else None
    return next((spot for spot, promised in helps if promised), first)


def numbers_at(outline: Outline, place: Place) -> Numbers:
    """For a published step. One query after a change of content, none otherwise."""
    module = place.module
    helps = content_cache.get(outline.mark, ("helps", module.key), lambda: _helps_of(module))
    return _numbers(place, helps)


def numbers_in_draft(place: Place | None, key: UUID, helps: tuple[HelpHere, ...]) -> Numbers:
    """For a draft, among the published steps around it if it has any."""
    if place is None:
        return Numbers(in_full=helps[0].block_id if helps else None, short_list=not helps)
    return _numbers(place, _helps_of(place.module) | {key: helps})


def _helps_of(module: OutlineModule) -> dict[UUID, tuple[HelpHere, ...]]:
    bodies = StepPage.objects.only("body").in_bulk([step.page_id for step in module.steps])
    return {step.key: helps_in(bodies[step.page_id].body.raw_data) for step in module.steps}


def _numbers(place: Place, helps: dict[UUID, tuple[HelpHere, ...]]) -> Numbers:
    spot = spot_in_full((step.key, helps[step.key]) for step in place.module.steps)
    first = next((step.key for step in place.module.steps if step.distressing), None)
    return Numbers(
        in_full=spot.block_id if spot and spot.step == place.step.key else None,
        short_list=spot is None and first == place.step.key,
    )
