"""Every write of a learner: answering, writing, finishing. Each may be repeated, and none takes anything back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses import marking
from courses.exercises.facts import Chosen, Exercise
from courses.outline import OutlineModule, Place
from courses.progress.models import CheckAnswer, Enrolment, LearningStep, ModuleCompletion, Reflection, StepCompletion
from courses.progress.queries import counted_steps, counts
from courses.progress.work import Missing, has_words, missing_for
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
    """Keep what somebody chose (`marking.mark`). Raises Refusal where an own line comes first."""
    answer = _locked_answer(place, exercise, person)
    is_new = marking.is_blank(answer)
    if marking.mark(answer, place.step, exercise, chosen, now):
        answer.save()
    if is_new:
        enrol(place=place, person=person, now=now)
    return answer


@transaction.atomic
def keep_begun(*, place: Place, exercise: Exercise, person: User, chosen: Chosen, now: datetime) -> CheckAnswer:
    """Keep what is not a whole answer yet. It is no try, and takes no answer back."""
    answer = _locked_answer(place, exercise, person)
    marking.note_begun(answer, place.step, exercise, chosen, now)
    answer.save()
    return answer


def _locked_answer(place: Place, exercise: Exercise, person: User) -> CheckAnswer:
    """What stands, or a blank one. One person's answers come one after another, the very first ones included."""
    lock_person(person)
    which: dict[str, Any] = {"step_id": place.step.key, "person": person, "block_id": exercise.block_id}
    return CheckAnswer.objects.filter(**which).first() or CheckAnswer(**which)


@transaction.atomic
def begin_reflection(*, place: Place, exercise: Exercise, person: User, now: datetime) -> Reflection:
    """The row that holds somebody's words at this prompt, be it a part of an exercise; begun now unless it stands."""
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
    """The words are saved: note of what (`marking.note_reflection`). Raises Refusal when there is nothing to note."""
    wrote = has_words(reflection, reflection.person, now)
    marking.note_reflection(reflection, place.step, exercise, wrote=wrote, declined=declined)
    reflection.save(update_fields=["declined", "prompt", "prompt_hash", "content_version"])


@transaction.atomic
def keep_line(*, reflection: Reflection, place: Place, exercise: Exercise, now: datetime) -> CheckAnswer:
    """Somebody wrote their own line: the options open. Again changes nothing. Raises Refusal while it is empty."""
    wrote, person = has_words(reflection, reflection.person, now), reflection.person
    answer = _locked_answer(place, exercise, person)
    if marking.open_options(answer, place.step, exercise, str(reflection.block_id), now, wrote=wrote):
        enrol(place=place, person=person, now=now)
        answer.save()
    return answer
