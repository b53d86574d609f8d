"""What a template needs to draw one exercise for one person. Nothing is in it that this person may not see yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.exercises import MOST, Check, Checklist, Exercise, Ordering, Rating, Scenario
from courses.models import CheckAnswer

VERDICTS: dict[str, tuple[str | Promise, str]] = {
    "strong": (_("Goes well"), "green"),
    "workable": (_("Will do"), "blue"),
    "costly": (_("Costs something"), "orange"),
}
RIGHT, NOT_RIGHT = (_("Right"), "green"), (_("Not right"), "grey")


class Choice(NamedTuple):
    """One option. `tag` is a verdict and its colour, `note` says why; both are empty until they may be seen."""

    id: str
    text: str
    ticked: bool = False
    tag: tuple[str | Promise, str] | None = None
    note: str = ""


class Placed(NamedTuple):
    """A card to place: where this person put it, and, once all are placed, where we would and why."""

    id: str
    text: str
    place: str = ""
    ours: str = ""
    why: str = ""


@dataclass
class Drawn:
    exercise: Exercise
    # The address of the exercise; empty when nothing can be answered (a preview).
    url: str = ""
    error: str = ""
    answered: bool = False
    done: bool = False
    attempts: int = 0
    choices: list[Choice] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    chosen: Mapping[str, Any] = field(default_factory=dict)
    # Somebody answered, and an editor has changed the question since.
    changed: bool = False
    # The form of the private words, and the words themselves where they stand as text.
    words: Any = None
    line: str = ""

    @property
    def closed(self) -> bool:
        """Nothing more to send: a question passed, a scenario gone through to its end, cards as they once were."""
        return self.done and (isinstance(self.exercise, Check | Scenario) or (self.changed and self.is_ordering))

    @property
    def is_ordering(self) -> bool:
        return isinstance(self.exercise, Ordering)

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

    @property
    def numbers(self) -> range:
        return range(MOST + 1)


def inert(exercise: Exercise) -> Drawn:
    """As somebody sees it who has answered nothing, and cannot: for editors."""
    return draw(exercise)


def draw(
    exercise: Exercise,
    *,
    url: str = "",
    answer: CheckAnswer | None = None,
    done: bool = False,
    error: str = "",
) -> Drawn:
    exercise, answer, changed = _as_answered(exercise, answer, done)
    drawn = Drawn(exercise, url=url, error=error, done=done, answered=_is_answered(exercise, answer), changed=changed)
    if answer is not None:
        drawn.attempts, drawn.chosen = answer.attempts, answer.chosen
    if isinstance(exercise, Check):
        drawn.choices = _check(exercise, answer, done)
    elif isinstance(exercise, Scenario):
        drawn.choices = _scenario(exercise, answer)
    elif isinstance(exercise, Ordering):
        drawn.placed = _ordering(exercise, answer)
    elif isinstance(exercise, Checklist):
        ticked = answer.chosen["ticked"] if answer else []
        drawn.choices = [Choice(item.id, item.text, item.id in ticked) for item in exercise.items]
    elif isinstance(exercise, Rating):
        drawn.chosen = answer.chosen if answer else {"value": None}
    return drawn


def _as_answered(
    exercise: Exercise, answer: CheckAnswer | None, done: bool
) -> tuple[Exercise, CheckAnswer | None, bool]:
    """A question that says what is right stays, for who has done it, as they did it: nobody is told two things.

    Who has not done it yet meets the question of now, without a word on what they chose in the old one.
    """
    told = isinstance(exercise, Check | Scenario | Ordering) and _is_answered(exercise, answer)
    if answer is None or not told or exercise.told_as_in(answer.question):
        return exercise, answer, False
    if done:
        return asked(exercise, answer.question), answer, True
    # The line that opened a scenario's options stands, whatever became of the question.
    return exercise, answer if isinstance(exercise, Scenario) else None, True


def asked(exercise: Exercise, snapshot: Mapping[str, Any]) -> Exercise:
    """The question of `snapshot`; that of now, should older software have kept it in another shape."""
    try:
        return type(exercise).as_asked(snapshot)
    except (TypeError, KeyError):
        return exercise


def _check(exercise: Check, answer: CheckAnswer | None, done: bool) -> list[Choice]:
    """After an answer each chosen option says why it is right or not; the rest is said once the question is done."""
    chosen = set(answer.chosen["options"]) if answer else set()
    return [
        Choice(option.id, option.text, True, RIGHT if option.right else NOT_RIGHT, option.feedback)
        if option.id in chosen
        else Choice(option.id, option.text, False, RIGHT if option.right else NOT_RIGHT, option.feedback)
        if done
        else Choice(option.id, option.text)
        for option in exercise.options
    ]


def _scenario(exercise: Scenario, answer: CheckAnswer | None) -> list[Choice]:
    """No option before the person's own line; no consequence before they have chosen."""
    if answer is None:
        return []
    chosen = answer.chosen["option"]
    if not chosen:
        return [Choice(option.id, option.text) for option in exercise.options]
    return [
        Choice(option.id, option.text, option.id == chosen, VERDICTS[option.verdict], option.consequence)
        for option in exercise.options
    ]


def _is_answered(exercise: Exercise, answer: CheckAnswer | None) -> bool:
    """Cards of which some are placed are kept, and wait for the rest."""
    return answer is not None and (answer.attempts > 0 or not isinstance(exercise, Ordering))


def _ordering(exercise: Ordering, answer: CheckAnswer | None) -> list[Placed]:
    places: Mapping[str, str] = answer.chosen["places"] if answer else {}
    if not _is_answered(exercise, answer):
        return [Placed(card.id, card.text, places.get(card.id, "")) for card in exercise.shown()]
    return [
        Placed(card.id, card.text, places.get(card.id, ""), exercise.ours(card), card.why) for card in exercise.shown()
    ]
