"""What can be asked again: the knowledge checks of the published course, by module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from courses.content_entries import fixed_id
from courses.exercises.check import Check
from courses.generation import content_cache
from courses.models import StepPage
from courses.outline import Outline, OutlineStep

# Of these, one is in every set: the plain question about suicide, and whom to ring in which order. They are found by
# the ids of the curriculum's file, which an editor's changes keep.
CORE = tuple(
    UUID(fixed_id(*keys))
    for keys in (
        ("distress-and-risk", "asking-in-plain-words", "plant-idea"),
        ("distress-and-risk", "who-to-ring-now", "location-unknown"),
        ("supervision-yourself-endings", "what-you-keep", "keep-distress"),
        ("distress-and-risk", "who-to-ring-now", "writing-replaces"),
    )
)


@dataclass(frozen=True)
class Question:
    """One check where it stands now."""

    module: UUID
    step: UUID
    check: Check

    @property
    def block(self) -> UUID:
        return UUID(self.check.block_id)

    @property
    def is_core(self) -> bool:
        return self.block in CORE


def questions_of(outline: Outline) -> tuple[Question, ...]:
    """All of them, in the course's order. One query after a change of content, none otherwise."""
    return content_cache.get(outline.mark, "booster questions", lambda: _read(outline))


def _read(outline: Outline) -> tuple[Question, ...]:
    steps = [(module.key, step) for module in outline.modules() for step in module.steps]
    bodies = StepPage.objects.only("body").in_bulk([step.page_id for _module, step in steps])
    return tuple(question for module, step in steps for question in _checks(module, step, bodies))


def _checks(module: UUID, step: OutlineStep, bodies: Mapping[int, StepPage]) -> Iterable[Question]:
    for child in bodies[step.page_id].body:
        if child.block_type == Check.kind:
            # Its html is nothing that a check has: question and answers are plain lines.
            yield Question(module, step.key, child.block.exercise(child.value, str(child.id), str))
