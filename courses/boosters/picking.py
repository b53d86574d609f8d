"""Which five: each of another module, one always of those that matter most, and none that this person had before."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from courses.boosters.questions import CORE, Question

MANY = 5


def pick(
    questions: Sequence[Question], *, person: UUID, weeks: int, asked: Sequence[UUID], finished: Collection[UUID]
) -> list[Question]:
    """The questions of one set, the same however often it is asked. Fewer where the course has not enough.

    `asked`: the blocks that this person had before, the latest last. Modules that they have finished come first.
    """

    def rank(item: UUID) -> bytes:
        return hashlib.sha256(f"{person}/{weeks}/{item}".encode()).digest()

    first = _core(questions, asked)
    fresh = [question for question in questions if not question.is_core and question.block not in asked]
    picked = [first] if first else []
    modules = {question.module for question in fresh} - {question.module for question in picked}
    for module in sorted(modules, key=lambda key: (key not in finished, rank(key)))[: MANY - len(picked)]:
        picked.append(
            min(
                (question for question in fresh if question.module == module), key=lambda question: rank(question.block)
            )
        )
    return sorted(picked, key=lambda question: rank(question.block))


def _core(questions: Iterable[Question], asked: Sequence[UUID]) -> Question | None:
    """One they have not had, in the order of CORE; when all were, the one that is longest ago."""
    core = sorted(
        (question for question in questions if question.is_core), key=lambda question: CORE.index(question.block)
    )
    fresh = [question for question in core if question.block not in asked]
    if fresh:
        return fresh[0]
    last = {block: at for at, block in enumerate(asked)}
    return min(core, key=lambda question: last[question.block], default=None)
