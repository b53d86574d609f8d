"""Where what is done in a step goes, and comes from: a learner's own rows; or nowhere (`courses.trying`).

The step page is drawn (`courses.player`), and what its form sends taken (`courses.sending`), through a `Keeper` alone.
"""

from collections.abc import Set
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from django.utils.html import escape

from confidential.forms import Part, WordsForm
from courses.exercises.facts import Chosen, Exercise
from courses.outline import OutlineStep, Place
from courses.progress import services
from courses.progress.models import CheckAnswer, Reflection
from courses.progress.work import WORDS, Missing, Work, has_words, load_work, missing_for
from courses.segments import Body
from foundation.http import Request
from people.models import User


class Keeper(Protocol):
    """One person at one step. `work` is what they have done in it, as it was when it was first asked for."""

    @property
    def step(self) -> OutlineStep: ...
    @property
    def person(self) -> User: ...
    @property
    def now(self) -> datetime: ...
    @property
    def work(self) -> Work: ...

    def answered(self) -> Set[UUID]:
        """The exercises of which something is kept."""

    def answer(self, exercise: Exercise, chosen: Chosen) -> None:
        """Keep an answer. Raises Refusal."""

    def begin(self, exercise: Exercise, chosen: Chosen) -> None:
        """Keep what is not a whole answer yet."""

    def form(self, prompt: Exercise) -> Any:
        """The form of the private words at a prompt, with what this request brought."""

    def has_words(self, prompt: Exercise) -> bool: ...

    def declined(self, prompt: Exercise) -> bool:
        """They would rather not write."""

    def open_options(self, prompt: Exercise, exercise: Exercise) -> None:
        """The words are their own line. Raises Refusal while it is empty."""

    def note_reflection(self, prompt: Exercise, *, declined: bool) -> None:
        """The words are their reflection. Raises Refusal when there are none and they do not decline."""

    def missing(self) -> list[Missing]:
        """What they have yet to do before the step is done, as it is now."""


class LearnersOwn:
    """A learner at a published step: everything is kept in rows of theirs."""

    def __init__(self, request: Request, place: Place, body: Body) -> None:
        self.request, self.place, self.body = request, place, body
        self.step, self.person, self.now = place.step, request.user, request.now
        self._begun: dict[str, Reflection] = {}

    @cached_property
    def work(self) -> Work:
        return load_work(self.step, self.body.exercises, self.person)

    def answered(self) -> Set[UUID]:
        rows = CheckAnswer.objects.filter(step_id=self.step.key, person=self.person)
        return set(rows.values_list("block_id", flat=True))

    def answer(self, exercise: Exercise, chosen: Chosen) -> None:
        services.answer_exercise(chosen=chosen, **self._of(exercise), person=self.person)

    def begin(self, exercise: Exercise, chosen: Chosen) -> None:
        services.keep_begun(chosen=chosen, **self._of(exercise), person=self.person)

    def form(self, prompt: Exercise) -> WordsForm:
        assert prompt.words is not None
        label, rows = prompt.words
        # Editors write plain text; the field template expects HTML.
        part = Part(WORDS, label, escape(prompt.hint()), rows=rows)
        return WordsForm(self.request, self._reflection(prompt), [part])

    def has_words(self, prompt: Exercise) -> bool:
        return has_words(self._reflection(prompt), self.person, self.now)

    def declined(self, prompt: Exercise) -> bool:
        return bool(self._reflection(prompt).declined)

    def open_options(self, prompt: Exercise, exercise: Exercise) -> None:
        services.keep_line(reflection=self._reflection(prompt), **self._of(exercise))

    def note_reflection(self, prompt: Exercise, *, declined: bool) -> None:
        services.keep_reflection(reflection=self._reflection(prompt), declined=declined, **self._of(prompt))

    def missing(self) -> list[Missing]:
        return missing_for(self.step, self.person, self.now)

    def _of(self, exercise: Exercise) -> dict[str, Any]:
        return {"place": self.place, "exercise": exercise, "now": self.now}

    def _reflection(self, prompt: Exercise) -> Reflection:
        """The row of their words at a prompt, begun if need be."""
        block_id = prompt.block_id
        # What was read with the rest, if it was: drawing a page asks once.
        known = self.__dict__.get("work", Work()).reflections
        if block_id not in self._begun:
            self._begun[block_id] = known.get(block_id) or services.begin_reflection(
                person=self.person, **self._of(prompt)
            )
        return self._begun[block_id]
