"""A set as a form: its questions with what was ticked, and after it with what is right and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from courses.boosters.models import BoosterAnswer, BoosterSet
from courses.exercises.check import Check
from courses.exercises.facts import Choice, Chosen
from foundation.refusals import Refusal


@dataclass
class Asked:
    """One question of a set. `name` is that of its fields."""

    answer: BoosterAnswer
    check: Check
    choices: list[Choice]
    error: str = ""

    @property
    def name(self) -> str:
        return f"question-{self.answer.number}"


@dataclass
class BoosterForm:
    """`chosen` is number -> what was chosen, of those that were answered in `data`."""

    booster: BoosterSet
    data: QueryDict | None = None
    asked: list[Asked] = field(default_factory=list)
    chosen: dict[int, Chosen] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for answer in self.booster.answers.order_by("number"):
            self.asked.append(self._ask(answer, Check.as_asked(answer.question)))

    def _ask(self, answer: BoosterAnswer, check: Check) -> Asked:
        reader = str(self.booster.person_id)
        if self.booster.answered_at:
            return Asked(answer, check, check.choices(answer.chosen, answered=True, done=True, reader=reader))
        asked = Asked(answer, check, [])
        ticked: list[str] = self.data.getlist(asked.name) if self.data is not None else []
        asked.choices = [
            choice._replace(ticked=choice.id in ticked)
            for choice in check.choices({}, answered=False, done=False, reader=reader)
        ]
        if self.data is not None:
            self._read(asked, ticked)
        return asked

    def _read(self, asked: Asked, ticked: list[str]) -> None:
        given = QueryDict(mutable=True)
        given.setlist("option", ticked)
        try:
            self.chosen[asked.answer.number] = asked.check.read(given)
        except Refusal as refusal:
            asked.error = str(refusal)

    @property
    def errors(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.error]


def with_places(asked: Iterable[Asked], outline: Any) -> list[tuple[Asked, Any]]:
    """Each with the step that it comes from, where that is still published."""
    return [(question, outline.place_of(question.answer.step_id)) for question in asked]
