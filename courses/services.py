"""Every write of a learner: answering, writing, finishing. Each may be repeated, and none takes anything back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.exercises import Check, Chosen, Exercise, Scenario
from courses.models import CheckAnswer, Enrolment, LearningStep, ModuleCompletion, Reflection, StepCompletion
from courses.outline import OutlineModule, Place
from courses.queries import Missing, counted_steps, counts, has_words, missing_for
from foundation.refusals import Refusal
from people.models import User
from people.services import lock_person


class NotYet(Refusal):
    """A step cannot be marked as done while `missing` is missing."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(_("This step is not done yet. Nothing is lost."))
        self.missing = missing


@transaction.atomic
def complete_step(*, place: Place, seen_version: int, person: User, now: datetime) -> StepCompletion:
    """Mark a step as done, as it stood at `seen_version`. Marking it again is once.

    Raises NotYet while something is missing, and Refusal when the step has changed since the page was opened.
    """
    step = LearningStep.objects.select_for_update(no_key=True).get(pk=place.step.key)
    if seen_version < step.content_version:
        raise Refusal(_("This step has changed since you opened it. Read what is new, then mark it as done."))
    if lacking := missing_for(place.step, person, now):
        raise NotYet(lacking)
    enrol(place=place, person=person, now=now)
    completion, _created = StepCompletion.objects.get_or_create(
        step=step, person=person, defaults={"content_version": step.content_version, "completed_at": now}
    )
    if completion.content_version < step.content_version:
        completion.content_version, completion.completed_at = step.content_version, now
        completion.save(update_fields=["content_version", "completed_at"])
    _finish_module(place.module, person, now)
    return completion


def _finish_module(module: OutlineModule, person: User, now: datetime) -> None:
    """Note that every step that counts is done, once and for good."""
    steps = counted_steps(module)
    rows: Any = StepCompletion.objects.filter(person=person, step__in=[step.key for step in steps])
    versions = dict(rows.values_list("step_id", "content_version"))
    if all(counts(step, versions) for step in steps):
        ModuleCompletion.objects.get_or_create(
            module_key=module.key, person=person, defaults={"module_title": module.title, "completed_at": now}
        )


def enrol(*, place: Place, person: User, now: datetime) -> None:
    """Note that somebody has begun a course. Twice is once."""
    Enrolment.objects.get_or_create(
        person=person,
        course_key=place.course.key,
        defaults={"course_title": place.course.title, "started_at": now},
    )


@transaction.atomic
def answer_exercise(*, place: Place, exercise: Exercise, person: User, chosen: Chosen, now: datetime) -> CheckAnswer:
    """Keep what somebody chose. The same choice again is no new try, and a right answer is never lost to a later one.

    Raises Refusal for a scenario whose own line has not been written yet.
    """
    answer = _locked_answer(place, exercise, person)
    if answer is None:
        if isinstance(exercise, Scenario):
            raise Refusal(_("Write your own line first. The options open after that."))
        answer = CheckAnswer(step_id=place.step.key, person=person, block_id=exercise.block_id)
        enrol(place=place, person=person, now=now)
    stands = answer.passed and answer.content_version >= place.step.redo_from_version
    same = answer.attempts and answer.chosen == chosen and answer.question_hash == exercise.digest()
    if stands and (isinstance(exercise, Check) or same):
        return answer
    answer.passed = stands or exercise.passes(chosen)
    answer.attempts += not same
    answer.chosen = dict(chosen)
    _stamp(answer, place, exercise, now)
    answer.save()
    return answer


@transaction.atomic
def keep_begun(*, place: Place, exercise: Exercise, person: User, chosen: Chosen, now: datetime) -> CheckAnswer:
    """Keep what is not a whole answer yet. It is no try, and takes no answer back."""
    answer = _locked_answer(place, exercise, person) or CheckAnswer(
        step_id=place.step.key, person=person, block_id=exercise.block_id
    )
    if answer.pk and answer.content_version < place.step.redo_from_version:
        answer.passed, answer.attempts = False, 0
    answer.chosen = dict(chosen)
    _stamp(answer, place, exercise, now)
    answer.save()
    return answer


def _locked_answer(place: Place, exercise: Exercise, person: User) -> CheckAnswer | None:
    """What stands. One person's answers come one after another, the very first ones included."""
    lock_person(person)
    found: CheckAnswer | None = CheckAnswer.objects.filter(
        step_id=place.step.key, person=person, block_id=exercise.block_id
    ).first()
    return found


def _stamp(answer: CheckAnswer, place: Place, exercise: Exercise, now: datetime) -> None:
    """Beside the answer: the question as it was asked, and at which version of the step."""
    answer.kind, answer.question, answer.question_hash = exercise.kind, exercise.snapshot(), exercise.digest()
    answer.content_version, answer.answered_at = place.step.content_version, now


@transaction.atomic
def begin_reflection(*, place: Place, exercise: Exercise, person: User, now: datetime) -> Reflection:
    """The row that holds somebody's words at this prompt, begun now unless it stands."""
    reflection: Reflection
    reflection, _created = Reflection.objects.select_related("text").get_or_create(
        step_id=place.step.key,
        person=person,
        block_id=exercise.block_id,
        defaults={
            "prompt": exercise.question,
            "prompt_hash": exercise.digest(),
            "started_at": now,
            "content_version": place.step.content_version,
        },
    )
    return reflection


@transaction.atomic
def keep_reflection(*, reflection: Reflection, place: Place, exercise: Exercise, declined: bool, now: datetime) -> None:
    """The words are saved; note at which version of which prompt, and whether their writer would rather not write.

    Raises Refusal when there is neither a word nor that.
    """
    if not declined and not has_words(reflection, reflection.person, now):
        raise Refusal(_('Write a few words, or choose "I have thought about it and would rather not write".'))
    reflection.declined = declined
    reflection.prompt, reflection.prompt_hash = exercise.question, exercise.digest()
    reflection.content_version = place.step.content_version
    reflection.save(update_fields=["declined", "prompt", "prompt_hash", "content_version"])


@transaction.atomic
def keep_line(*, reflection: Reflection, place: Place, exercise: Exercise, now: datetime) -> CheckAnswer:
    """Somebody wrote their own line in a scenario: the options open. Again changes nothing.

    Raises Refusal while the line is empty.
    """
    if not has_words(reflection, reflection.person, now):
        raise Refusal(_("Write your own line first, in the words you would really use. Then the options open."))
    answer = _locked_answer(place, exercise, reflection.person)
    if answer and answer.content_version >= place.step.redo_from_version:
        return answer
    answer = answer or CheckAnswer(step_id=place.step.key, person=reflection.person, block_id=exercise.block_id)
    enrol(place=place, person=reflection.person, now=now)
    answer.chosen, answer.passed = {"option": ""}, False
    _stamp(answer, place, exercise, now)
    answer.save()
    return answer
