"""What becomes of an answer.

Nothing is read or written here: `courses.progress.services` keeps it for a learner, and who tries a draft has it in
memory alone (`courses.trying`).
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from courses.exercises.facts import Chosen, Exercise
from courses.outline import OutlineStep
from courses.progress.models import CheckAnswer, Reflection
from foundation.refusals import Refusal


def mark(answer: CheckAnswer, step: OutlineStep, exercise: Exercise, chosen: Chosen, now: datetime) -> bool:
    """Put a choice into its answer, which may be a blank one; False where what stands stays as it is.

    The same choice again is no new try, and a right answer is never lost to a later one.
    Raises Refusal where an own line comes first, and has not been written yet.
    """
    if exercise.words_first and is_blank(answer):
        raise Refusal(_("Write your own line first. The options open after that."))
    stands = answer.passed and not _taken_back(answer, step)
    chosen = exercise.joined(_before(answer, step), chosen)
    same = answer.attempts and answer.chosen == chosen and answer.question_hash == exercise.digest()
    if stands and (exercise.right_stays or same):
        return False
    answer.passed = stands or exercise.passes(chosen)
    if not answer.attempts:
        answer.first_chosen = dict(chosen)
    answer.attempts += not same
    answer.chosen = dict(chosen)
    _stamp(answer, step, exercise, now)
    return True


def note_begun(answer: CheckAnswer, step: OutlineStep, exercise: Exercise, chosen: Chosen, now: datetime) -> None:
    """Put into it what is not a whole answer yet. It is no try, and takes no answer back."""
    if not is_blank(answer) and _taken_back(answer, step):
        answer.passed, answer.attempts = False, 0
    answer.chosen = dict(chosen)
    _stamp(answer, step, exercise, now)


def open_options(
    answer: CheckAnswer, step: OutlineStep, exercise: Exercise, prompt: str, now: datetime, *, wrote: bool
) -> bool:
    """Somebody wrote their own line at `prompt`: the options open. False where they are open already.

    Raises Refusal while the line is empty.
    """
    if not wrote:
        raise Refusal(_("Write your own line first, in the words you would really use. Then the options open."))
    before = _before(answer, step)
    opened = exercise.opened_by(prompt, before)
    if opened == before:
        return False
    answer.chosen, answer.passed = dict(opened), answer.passed and before is not None
    _stamp(answer, step, exercise, now)
    return True


def note_reflection(
    reflection: Reflection, step: OutlineStep, exercise: Exercise, *, wrote: bool, declined: bool
) -> None:
    """At which version of which prompt it was written, and whether its writer would rather not write.

    Raises Refusal when there is neither a word nor that.
    """
    if not declined and not wrote:
        raise Refusal(_('Write a few words, or choose "I have thought about it and would rather not write".'))
    reflection.declined = declined
    reflection.prompt, reflection.prompt_hash = exercise.question, exercise.digest()
    reflection.content_version = step.content_version


def is_blank(answer: CheckAnswer) -> bool:
    """Nothing has been put into it yet."""
    return not answer.kind


def _taken_back(answer: CheckAnswer, step: OutlineStep) -> bool:
    return bool(answer.content_version < step.redo_from_version)


def _before(answer: CheckAnswer, step: OutlineStep) -> Chosen | None:
    """What was chosen so far, unless that no longer counts."""
    return None if is_blank(answer) or _taken_back(answer, step) else answer.chosen


def _stamp(answer: CheckAnswer, step: OutlineStep, exercise: Exercise, now: datetime) -> None:
    """Beside the answer: the question as it was asked, and at which version of the step."""
    answer.kind, answer.question_hash = exercise.kind, exercise.digest()
    answer.question = exercise.kept_with(answer.chosen)
    answer.content_version, answer.answered_at = step.content_version, now
