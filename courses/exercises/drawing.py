"""What a template needs to draw one exercise for one person. Nothing is in it that this person may not see yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from courses.exercises.facts import Chosen, Exercise


class Answer(Protocol):
    """What is kept of somebody's answer (`courses.models.CheckAnswer`)."""

    @property
    def chosen(self) -> Any: ...
    @property
    def attempts(self) -> int: ...
    @property
    def question(self) -> Any: ...


@dataclass
class Drawn:
    exercise: Exercise
    # The address of the exercise; empty when nothing can be answered (a preview).
    url: str = ""
    error: str = ""
    answered: bool = False
    done: bool = False
    attempts: int = 0
    choices: Sequence[Any] = ()
    chosen: Chosen = field(default_factory=dict)
    # Somebody answered, and an editor has changed the question since.
    changed: bool = False
    # The question of now, for who is shown that of then.
    now: Exercise | None = None
    # What asks for private words now, its address and form; and the lines that stand as text, by what asked for them.
    prompt: Exercise | None = None
    words_url: str = ""
    declined: bool = False
    words: Any = None
    lines: Mapping[str, str] = field(default_factory=dict)
    # It has no button of its own: that at the end of the step sends all that is on the page.
    sent_at_end: bool = False
    # All of it, drawn for everybody who sees it alike (`drawn_once.py`), and what is then between its options.
    html: str | None = None
    cut: str = ""

    @property
    def closed(self) -> bool:
        """Nothing more to send: a question passed, a scenario gone through to its end, cards as they once were."""
        return self.done and (self.exercise.closes or self.changed)

    @property
    def line(self) -> str:
        """The own line that opened its options."""
        return self.lines.get(self.exercise.block_id, "")

    @property
    def moments(self) -> list[tuple[Any, str]]:
        """What can be seen of a conversation, each turn with the own line that was written at it."""
        return [(moment, self.lines.get(moment.id, "")) for moment in self.choices]

    @property
    def prefix(self) -> str:
        """What the names of its fields begin with: all exercises of a page are in one form."""
        return f"{self.exercise.block_id}-"

    @property
    def anchor(self) -> str:
        return f"exercise-{self.exercise.block_id}"

    @property
    def template(self) -> str:
        return f"courses/exercises/{self.exercise.kind}.html"


def draw(
    exercise: Exercise,
    *,
    url: str = "",
    answer: Answer | None = None,
    done: bool = False,
    error: str = "",
    reader: str = "",
) -> Drawn:
    """The exercise as one person (`reader`) sees it; without an answer and an address, as an editor does."""
    now = exercise
    exercise, answer, changed = _as_answered(exercise, answer, done)
    answered = _is_answered(exercise, answer)
    chosen = answer.chosen if answer else {}
    return Drawn(
        exercise,
        url=url,
        error=error,
        answered=answered,
        done=done,
        attempts=answer.attempts if answer else 0,
        choices=exercise.choices(chosen, answered=answered, done=done, reader=reader),
        chosen=chosen,
        changed=changed,
        now=now if changed and done else None,
    )


def _is_answered(exercise: Exercise, answer: Answer | None) -> bool:
    return answer is not None and exercise.is_answered(answer.attempts)


def _as_answered(exercise: Exercise, answer: Answer | None, done: bool) -> tuple[Exercise, Answer | None, bool]:
    """A question that says what is right stays, for who has done it, as they did it: nobody is told two things.

    Who has not done it yet meets the question of now, without a word on what they chose in the old one.
    """
    told = exercise.told and _is_answered(exercise, answer)
    if answer is None or not told or exercise.told_as_in(answer.question):
        return exercise, answer, False
    if done:
        return asked(exercise, answer.question), answer, True
    return exercise, answer if exercise.unfolds else None, True


def asked(exercise: Exercise, snapshot: Mapping[str, Any]) -> Exercise:
    """The question of `snapshot`; that of now, should older software have kept it in another shape."""
    try:
        return type(exercise).as_asked(snapshot)
    except (TypeError, KeyError):
        return exercise
