"""What one person has done in one step, and has yet to do. Their own words are opened, to see if there are any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from confidential.services import open_sealed
from courses.exercises.facts import Exercise
from courses.outline import Outline, OutlineStep, current_outline
from courses.progress.models import CheckAnswer, Reflection, StepCompletion
from courses.segments import body_of
from foundation.prepared import Prepared
from people.models import User

WORDS = "words"


@dataclass(frozen=True)
class Missing:
    """What still stands between a learner and the end of a step: `block_id` is where on the page."""

    block_id: str
    text: str


@dataclass
class Work:
    """What one person has done in one step, by block id; and which versions of which steps they finished."""

    answers: dict[str, CheckAnswer] = field(default_factory=dict)
    reflections: dict[str, Reflection] = field(default_factory=dict)
    # Step key -> the version they finished, counting or not.
    finished: dict[UUID, int] = field(default_factory=dict)
    finished_at: dict[UUID, datetime] = field(default_factory=dict)

    def words_at(self, block_id: str, writer: User, now: datetime) -> str:
        """What they wrote at a prompt, opened for themselves. Opening one's own words leaves no trace."""
        reflection = self.reflections.get(block_id)
        return words_of(reflection, writer, now) if reflection else ""


def missing_for(step: OutlineStep, person: User, now: datetime, outline: Outline | None = None) -> list[Missing]:
    """What `person` has yet to do before `step` can be marked as done. The one function that decides."""
    exercises = body_of(outline or current_outline(), step).exercises
    return missing(exercises, step, load_work(step, exercises, person), person, now)


def missing(exercises: Iterable[Exercise], step: OutlineStep, work: Work, person: User, now: datetime) -> list[Missing]:
    """The same for rows that are loaded already."""
    return [
        Missing(exercise.block_id, str(_lacks(exercise, step, work)) % {"question": exercise.question})
        for exercise in exercises
        if not is_done(exercise, step, work, person, now)
    ]


def _lacks(exercise: Exercise, step: OutlineStep, work: Work) -> str | Promise:
    answer = work.answers.get(exercise.block_id)
    tried = answer and answer.attempts and answer.content_version >= step.redo_from_version
    return exercise.again if tried and exercise.again else exercise.missing


def is_done(exercise: Exercise, step: OutlineStep, work: Work, person: User, now: datetime) -> bool:
    """Whether this exercise is done, by an answer that no "everyone must redo" has taken back."""
    if not exercise.chooses:
        reflection = work.reflections.get(exercise.block_id)
        if reflection is None or reflection.content_version < step.redo_from_version:
            return False
        return reflection.declined or bool(work.words_at(exercise.block_id, person, now).strip())
    answer = work.answers.get(exercise.block_id)
    if answer is None or answer.content_version < step.redo_from_version:
        return False
    if exercise.words_first and exercise.block_id not in work.reflections:
        return False
    return answer.passed


def has_words(reflection: Reflection, writer: User, now: datetime) -> bool:
    """Whether its writer has written anything."""
    return bool(words_of(reflection, writer, now).strip())


def words_of(reflection: Reflection, writer: User, now: datetime) -> str:
    opened: str = open_sealed(reflection, viewer=writer, now=now).get(WORDS, "")
    return opened


FINISHED = Prepared(
    lambda person: StepCompletion.objects.filter(person=person).values_list(
        "step_id", "content_version", "completed_at"
    )
)
ANSWERS = Prepared(lambda step, person: CheckAnswer.objects.filter(step=step, person=person).values_list())


def load_work(step: OutlineStep, exercises: Sequence[Exercise], person: User) -> Work:
    """Three queries at most: the finished steps, and the answers and words that this step can have."""
    work, person_id = Work(), person.pk
    for key, version, at in FINISHED.rows(person=person_id):
        work.finished[key], work.finished_at[key] = version, at
    if any(exercise.chooses for exercise in exercises):
        answers = (CheckAnswer(*row) for row in ANSWERS.rows(step=step.key, person=person_id))
        work.answers = {str(answer.block_id): answer for answer in answers}
    if any(exercise.writes for exercise in exercises):
        reflections = Reflection.objects.filter(step_id=step.key, person_id=person_id).select_related("text")
        work.reflections = {str(reflection.block_id): reflection for reflection in reflections}
    return work
