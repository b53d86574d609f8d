"""The learning part of "my data": what somebody began, finished, answered, and wrote for themselves."""

from datetime import datetime
from typing import Any

from confidential.services import Parts, open_all
from courses.progress.models import CheckAnswer, Enrolment, ModuleCompletion, Reflection, StepCompletion
from courses.progress.work import WORDS
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def learning(user: User, now: datetime) -> Telling[dict[str, Any]]:
    """The person's own words in clear. Plain data: dicts, lists, texts, numbers and ISO dates."""
    enrolments = Enrolment.objects.visible_to(user, now).order_by("started_at", "pk")
    modules = ModuleCompletion.objects.visible_to(user, now).order_by("completed_at", "pk")
    steps = StepCompletion.objects.visible_to(user, now).select_related("step").order_by("completed_at", "pk")
    answers = CheckAnswer.objects.visible_to(user, now).select_related("step").order_by("answered_at", "pk")
    reflections = Reflection.objects.visible_to(user, now).select_related("step", "text").order_by("started_at", "pk")
    yield enrolments, modules, steps, answers, reflections
    words = open_all(reflections, viewer=user, now=now)
    return {
        "courses": [{"course": row.course_title, "started": stamp(row.started_at)} for row in enrolments],
        "modules_finished": [{"module": row.module_title, "finished": stamp(row.completed_at)} for row in modules],
        "steps_finished": [_step(row) for row in steps],
        "answers": [_answer(row) for row in answers],
        "reflections": [_reflection(row, words[row.pk]) for row in reflections],
    }


def _step(row: StepCompletion) -> dict[str, Any]:
    return {
        "module": row.step.module_title,
        "step": row.step.title,
        "version": row.content_version,
        "finished": stamp(row.completed_at),
    }


def _answer(row: CheckAnswer) -> dict[str, Any]:
    return {
        "step": row.step.title,
        "question": row.question,
        "chosen": row.chosen,
        "chosen_first": row.first_chosen,
        "tries": row.attempts,
        "passed": row.passed,
        "answered": stamp(row.answered_at),
    }


def _reflection(row: Reflection, words: Parts) -> dict[str, Any]:
    return {
        "step": row.step.title,
        "prompt": row.prompt,
        "words": str(words.get(WORDS, "")),
        "would_rather_not_write": row.declined,
        "started": stamp(row.started_at),
    }
