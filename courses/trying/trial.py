"""Somebody tries a draft as a learner: what they do is marked as a learner's is, and is kept nowhere.

What they have done so far goes into the page and comes back with the next press (`as_sent`, `from_post`). It is signed:
only what this server wrote is read again.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from confidential.forms import PREFIX, Part, WordsField
from courses import marking
from courses.exercises.facts import Chosen, Exercise
from courses.outline import OutlineStep
from courses.progress.models import CheckAnswer, Reflection
from courses.progress.work import WORDS, Missing, Work, missing
from courses.segments import Body
from foundation.http import Request
from people.models import User

SO_FAR, SALT = "so_far", "courses.trying"
SAMPLE = _("A line that a learner wrote before.")
# What is kept of an answer, as JSON.
ANSWER = ("kind", "chosen", "attempts", "passed", "content_version", "question", "question_hash")


@dataclass
class Tried(Work):
    """What was done in the trial, in memory. `written` are words by block id."""

    written: dict[str, str] = field(default_factory=dict)

    def words_at(self, block_id: str, _writer: User, _now: datetime) -> str:
        return self.written.get(block_id, "")


class TriedWords(forms.Form):
    """The place to write, as `confidential.forms.WordsForm` gives it, but nothing saves itself."""

    state_template = "courses/admin/trying/words.html"
    attributes, clashed, unsaved = "", False, False

    def __init__(self, trial: "Trial", part: Part, block_id: str) -> None:
        self.trial, self.block_id = trial, block_id
        initial = {part.key: trial.work.written.get(block_id, "")}
        super().__init__(trial.post, prefix=PREFIX, initial=initial, auto_id=f"words-{block_id[:8]}-%s")
        self.fields[part.key] = WordsField(part)

    def save(self) -> None:
        if self.is_valid():
            self.trial.write(self.block_id, self.cleaned_data[WORDS])


class Trial:
    """A Keeper (`courses.keeping`) that keeps nothing. `request` is that of whoever tries, not a learner's."""

    def __init__(self, request: Request, step: OutlineStep, body: Body, work: Tried | None = None) -> None:
        self.step, self.body, self.work = step, body, work or Tried()
        self.person, self.now = request.user, request.now
        self.post: QueryDict | None = request.POST if request.method == "POST" else None

    def answered(self) -> Set[UUID]:
        return set(map(UUID, self.work.answers))

    def answer(self, exercise: Exercise, chosen: Chosen) -> None:
        answer = self._answer(exercise)
        if marking.mark(answer, self.step, exercise, chosen, self.now):
            self.work.answers[exercise.block_id] = answer

    def begin(self, exercise: Exercise, chosen: Chosen) -> None:
        answer = self._answer(exercise)
        marking.note_begun(answer, self.step, exercise, chosen, self.now)
        self.work.answers[exercise.block_id] = answer

    def _answer(self, exercise: Exercise) -> CheckAnswer:
        return self.work.answers.get(exercise.block_id) or CheckAnswer(block_id=exercise.block_id)

    def form(self, prompt: Exercise) -> TriedWords:
        assert prompt.words is not None
        label, rows = prompt.words
        return TriedWords(self, Part(WORDS, label, escape(prompt.hint()), rows=rows), prompt.block_id)

    def write(self, block_id: str, words: str) -> None:
        begun = Reflection(block_id=block_id, content_version=self.step.content_version)
        self.work.reflections.setdefault(block_id, begun)
        self.work.written[block_id] = words

    def has_words(self, prompt: Exercise) -> bool:
        return bool(self.work.written.get(prompt.block_id, "").strip())

    def declined(self, prompt: Exercise) -> bool:
        reflection = self.work.reflections.get(prompt.block_id)
        return bool(reflection and reflection.declined)

    def open_options(self, prompt: Exercise, exercise: Exercise) -> None:
        answer, wrote = self._answer(exercise), self.has_words(prompt)
        if marking.open_options(answer, self.step, exercise, prompt.block_id, self.now, wrote=wrote):
            self.work.answers[exercise.block_id] = answer

    def note_reflection(self, prompt: Exercise, *, declined: bool) -> None:
        reflection = self.work.reflections[prompt.block_id]
        marking.note_reflection(reflection, self.step, prompt, wrote=self.has_words(prompt), declined=declined)

    def missing(self) -> list[Missing]:
        return missing(self.body.exercises, self.step, self.work, self.person, self.now)

    def finish(self) -> list[Missing]:
        """What is missing; where nothing is, the step is done."""
        lacking = self.missing()
        if not lacking:
            self.work.finished[self.step.key] = self.step.content_version
            self.work.finished_at[self.step.key] = self.now
        return lacking


def as_sent(work: Tried, step: OutlineStep) -> str:
    """What was done so far, for the page to bring back."""
    told = {
        "answers": {key: {name: getattr(answer, name) for name in ANSWER} for key, answer in work.answers.items()},
        "reflections": {key: [row.declined, row.content_version] for key, row in work.reflections.items()},
        "written": work.written,
        "finished": work.finished.get(step.key),
    }
    return signing.dumps(told, salt=SALT, compress=True)


def from_post(post: QueryDict, step: OutlineStep, now: datetime) -> Tried:
    """What was done before this press. Nothing, where what came back is not what was sent."""
    try:
        told: dict[str, Any] = signing.loads(post.get(SO_FAR, ""), salt=SALT)
    except signing.BadSignature:
        return Tried()
    work = Tried(written=told["written"])
    work.answers = {key: CheckAnswer(block_id=key, **answer) for key, answer in told["answers"].items()}
    for key, (declined, version) in told["reflections"].items():
        work.reflections[key] = Reflection(block_id=key, declined=declined, content_version=version)
    if told["finished"] is not None:
        work.finished, work.finished_at = {step.key: told["finished"]}, {step.key: now}
    return work


def answer_well(trial: Trial, exercises: Iterable[Exercise]) -> None:
    """Each of these, as somebody does who has understood it."""
    for exercise in exercises:
        if exercise.chooses:
            chosen = exercise.done_well()
            write_lines(trial, exercise, exercise.lines(chosen))
            trial.answer(exercise, chosen)
        else:
            trial.write(exercise.block_id, str(SAMPLE))
            trial.note_reflection(exercise, declined=False)


def write_lines(trial: Trial, exercise: Exercise, prompts: Iterable[Exercise]) -> None:
    for prompt in prompts:
        trial.write(prompt.block_id, str(SAMPLE))
        trial.open_options(prompt, exercise)
