"""What may be said of how people got on in the steps of a course: of ten or more, and never so that one shows.

The rules of `foundation.suppression` and docs/decisions/0009, and three more, for these figures lie within each other:
who began a course counts in one span for good; a figure is written once, when the quarter after the span has ended; and
a part of a whole is a number only where eight people or more are in it and eight or more are not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from courses.outline import OutlineCourse, OutlineStep
from courses.progress.models import CheckAnswer, Reflection, StepCompletion
from foundation.suppression import Rules, shown_count

LEAST = 10
FEW, NEARLY_ALL = "few", "nearly all"
# Two steps finished further apart than this were not done in one go.
IN_ONE_GO = timedelta(hours=1)
# Of these the options are counted. Each has one choice that comes first.
COUNTED = ("check", "scenario")


def rules() -> Rules:
    return Rules(max(LEAST, settings.SMALLEST_COUNT_SHOWN), settings.COUNTS_ROUNDED_TO)


def shown_part(part: int, whole: int, rules: Rules) -> int | str | None:
    """How many of `whole` people; in a word, where a number would say something of one; None of too few altogether."""
    if whole < rules.least:
        return None
    if part < rules.least:
        return FEW
    if whole - part < rules.least:
        return NEARLY_ALL
    return shown_count(part, rules)


@dataclass
class Done:
    """What a cohort did in a course. It does not leave this module. Step -> person -> their row."""

    people: set[UUID]
    begun: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    finished: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    minutes: dict[UUID, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[UUID, list[CheckAnswer]] = field(default_factory=lambda: defaultdict(list))


def figures_of(course: OutlineCourse, people: set[UUID]) -> list[dict[str, Any]]:
    """Of each step of the course, in order, as a JSON column keeps it. Three queries."""
    done = _done(people, [step.key for module in course.modules for step in module.steps])
    return [
        {"module": module.title, **_of_step(step, done, rules())} for module in course.modules for step in module.steps
    ]


def _done(people: set[UUID], steps: Sequence[UUID]) -> Done:
    done = Done(people)
    of_people = {"person__in": people, "step__in": steps}
    written = Q(text__version__gt=0) | Q(declined=True)
    for step, person in Reflection.objects.filter(written, **of_people).values_list("step_id", "person_id"):
        done.begun[step].add(person)
    for answer in CheckAnswer.objects.filter(**of_people).order_by("pk"):
        done.begun[answer.step_id].add(answer.person_id)
        done.answers[answer.step_id].append(answer)
    _completions(done, of_people)
    return done


def _completions(done: Done, of_people: Mapping[str, Any]) -> None:
    before: dict[UUID, Any] = {}
    rows = StepCompletion.objects.filter(**of_people).order_by("completed_at", "pk")
    for step, person, at in rows.values_list("step_id", "person_id", "completed_at"):
        done.begun[step].add(person)
        done.finished[step].add(person)
        if person in before and at - before[person] <= IN_ONE_GO:
            done.minutes[step].append((at - before[person]).total_seconds() / 60)
        before[person] = at


def _of_step(step: OutlineStep, done: Done, rules: Rules) -> dict[str, Any]:
    begun, finished, minutes = done.begun[step.key], done.finished[step.key], done.minutes[step.key]
    return {
        "key": str(step.key),
        "title": step.title,
        "begun": shown_part(len(begun), len(done.people), rules),
        "finished": shown_part(len(finished), len(begun), rules),
        "said": step.minutes,
        "taken": round(median(minutes)) if len(minutes) >= rules.least else None,
        "questions": list(_questions(done.answers[step.key], rules)),
    }


def _questions(answers: Iterable[CheckAnswer], rules: Rules) -> Iterable[dict[str, Any]]:
    by_block: dict[UUID, list[CheckAnswer]] = defaultdict(list)
    for answer in answers:
        if answer.kind in COUNTED and answer.attempts:
            by_block[answer.block_id].append(answer)
    return [_question(found, rules) for found in by_block.values() if len(found) >= rules.least]


def _question(answers: list[CheckAnswer], rules: Rules) -> dict[str, Any]:
    """As it was asked last. First choices of those who answered before they were kept are in no number."""
    newest = max(answers, key=lambda answer: answer.answered_at)
    first = [answer for answer in answers if answer.first_chosen is not None]
    right = sum(answer.passed and answer.attempts == 1 for answer in answers) if newest.kind == "check" else None
    return {
        "question": newest.question["question"],
        "people": shown_count(len(answers), rules),
        "right_at_first": shown_part(right, len(answers), rules) if right is not None else None,
        "tries": round(median(answer.attempts for answer in answers)) if newest.kind == "check" else None,
        "options": _options(newest.question.get("options", ()), first, rules),
    }


def _options(options: Iterable[Any], first: list[CheckAnswer], rules: Rules) -> list[dict[str, Any]]:
    """How many chose each before anything was said of it."""
    chosen = Counter(option for answer in first for option in _first_of(answer.first_chosen))
    return [
        {
            "text": option["text"],
            "right": option.get("right"),
            "people": shown_part(chosen[option["id"]], len(first), rules),
        }
        for option in options
    ]


def _first_of(chosen: Any) -> list[str]:
    return list(chosen.get("options") or filter(None, [chosen.get("option")]))
