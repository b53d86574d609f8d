"""Reads about progress. Each is one function of the outline and a person's rows, with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from confidential.services import open_sealed
from courses.exercises import Exercise, ReflectionPrompt, Scenario
from courses.models import (
    CheckAnswer,
    LearningStep,
    ModuleCompletion,
    ModulePage,
    Reflection,
    StepCompletion,
    StepPage,
)
from courses.outline import Outline, OutlineCourse, OutlineModule, OutlineStep, current_outline
from courses.reviewing import is_reviewed
from courses.segments import body_of
from people.models import User
from people.registry import Training

WORDS = "words"
REVIEW_NOTICE = timedelta(days=60)


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


@dataclass(frozen=True)
class Changed:
    """A step that has changed since this person finished it, and what they are told of it."""

    title: str
    url: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ModuleStanding:
    """How far somebody is with a module. `new_steps` counts what was added after they had finished it."""

    key: UUID
    title: str
    url: str
    gates_authorisation: bool
    reviewed: bool
    complete: bool
    steps_done: int
    steps_total: int
    minutes_left: int
    new_steps: int
    state: str | Promise
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True)
class NextStep:
    title: str
    url: str
    minutes: int
    module_title: str


@dataclass(frozen=True)
class Finished:
    """One person's finished steps (key -> version) and modules."""

    steps: Mapping[UUID, int] = field(default_factory=dict)
    modules: frozenset[UUID] = frozenset()


def missing_for(step: OutlineStep, person: User, now: datetime, outline: Outline | None = None) -> list[Missing]:
    """What `person` has yet to do before `step` can be marked as done. The one function that decides."""
    exercises = body_of(outline or current_outline(), step).exercises
    return missing(exercises, step, load_work(step, exercises, person), person, now)


def missing(exercises: Iterable[Exercise], step: OutlineStep, work: Work, person: User, now: datetime) -> list[Missing]:
    """The same for rows that are loaded already."""
    return [
        Missing(exercise.block_id, str(exercise.missing) % {"question": exercise.question})
        for exercise in exercises
        if not is_done(exercise, step, work, person, now)
    ]


def is_done(exercise: Exercise, step: OutlineStep, work: Work, person: User, now: datetime) -> bool:
    """Whether this exercise is done, by an answer that no "everyone must redo" has taken back."""
    if isinstance(exercise, ReflectionPrompt):
        reflection = work.reflections.get(exercise.block_id)
        if reflection is None or reflection.content_version < step.redo_from_version:
            return False
        return reflection.declined or has_words(reflection, person, now)
    answer = work.answers.get(exercise.block_id)
    if answer is None or answer.content_version < step.redo_from_version:
        return False
    if isinstance(exercise, Scenario) and exercise.block_id not in work.reflections:
        return False
    return answer.passed


def has_words(reflection: Reflection, writer: User, now: datetime) -> bool:
    """Whether its writer has written anything. Opening one's own words leaves no trace."""
    return bool(open_sealed(reflection, viewer=writer, now=now).get(WORDS, "").strip())


def load_work(step: OutlineStep, exercises: Sequence[Exercise], person: User) -> Work:
    """Three queries at most: the finished steps, and the answers and words that this step can have."""
    work, person_id = Work(), person.pk
    completed = StepCompletion.objects.filter(person_id=person_id)
    for key, version, at in completed.values_list("step_id", "content_version", "completed_at"):
        work.finished[key], work.finished_at[key] = version, at
    if any(not isinstance(exercise, ReflectionPrompt) for exercise in exercises):
        answers = CheckAnswer.objects.filter(step_id=step.key, person_id=person_id)
        work.answers = {str(answer.block_id): answer for answer in answers}
    if any(isinstance(exercise, ReflectionPrompt | Scenario) for exercise in exercises):
        reflections = Reflection.objects.filter(step_id=step.key, person_id=person_id).select_related("text")
        work.reflections = {str(reflection.block_id): reflection for reflection in reflections}
    return work


def finished_by(people: Iterable[UUID]) -> dict[UUID, Finished]:
    """One query, however many people."""
    wanted = list(people)
    steps: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    modules: dict[UUID, set[UUID]] = defaultdict(set)
    of_steps = StepCompletion.objects.filter(person__in=wanted).values_list("person_id", "step_id", "content_version")
    # A module has no version: nought tells it from a step.
    of_modules = ModuleCompletion.objects.filter(person__in=wanted).values_list("person_id", "module_key", Value(0))
    rows: Any = of_steps.union(of_modules)
    for person_id, key, version in rows:
        if version:
            steps[person_id][key] = version
        else:
            modules[person_id].add(key)
    return {person_id: Finished(steps[person_id], frozenset(modules[person_id])) for person_id in wanted}


def counts(step: OutlineStep, versions: Mapping[UUID, int]) -> bool:
    """Whether `versions` holds a completion of this step that has not been taken back."""
    return step.key in versions and versions[step.key] >= step.redo_from_version


def counted_steps(module: OutlineModule) -> list[OutlineStep]:
    """What completes a module: its required steps, or all of them where none is."""
    return [step for step in module.steps if step.required] or list(module.steps)


def standing_of(module: OutlineModule, finished: Finished) -> ModuleStanding:
    steps = counted_steps(module)
    left = [step for step in steps if not counts(step, finished.steps)]
    taken_back = any(step.key in finished.steps for step in left)
    # A step that was added since is news: only "everyone must redo" takes a finished module back.
    complete = bool(steps) and (not left or (module.key in finished.modules and not taken_back))
    done = len(steps) - len(left)
    started = done or taken_back
    return ModuleStanding(
        key=module.key,
        title=module.title,
        url=module.url,
        gates_authorisation=module.gates_authorisation,
        reviewed=module.review is not None,
        complete=complete,
        steps_done=done,
        steps_total=len(steps),
        minutes_left=sum(step.minutes for step in left),
        new_steps=len(left) if complete else 0,
        state=_("Completed") if complete else _("In progress") if started else _("Not yet started"),
        changed=tuple(changed_since(module, finished.steps)),
    )


def changed_since(module: OutlineModule, finished: Mapping[UUID, int]) -> Iterator[Changed]:
    """The steps that an editor changed, and said so, since they were finished. What is to be redone is no news."""
    for step in module.steps:
        notes = notes_since(step, finished)
        if notes and counts(step, finished):
            yield Changed(step.title, step.url, tuple(notes))


def course_standing(person: User, now: datetime) -> list[ModuleStanding]:
    """Every module, in order."""
    finished = finished_by([person.pk])[person.pk]
    return [standing_of(module, finished) for module in current_outline().modules()]


def gating_standing(person: User, now: datetime) -> list[ModuleStanding]:
    """The modules that must be finished before a person may be authorised."""
    return [standing for standing in course_standing(person, now) if standing.gates_authorisation]


def gating_standings(people: Iterable[UUID], now: datetime) -> dict[UUID, list[ModuleStanding]]:
    """The same for many people at once, by their keys. Two queries."""
    modules = [module for module in current_outline().modules() if module.gates_authorisation]
    return {
        person_id: [standing_of(module, finished) for module in modules]
        for person_id, finished in finished_by(people).items()
    }


def training_of_a_facilitator() -> Training:
    """The steps that count in every module that is needed before authorisation; in all of them where none is."""
    modules = list(current_outline().modules())
    needed = [module for module in modules if module.gates_authorisation] or modules
    steps = [step for module in needed for step in counted_steps(module)]
    return Training(sum(step.minutes for step in steps), len(steps))


def next_module(course: OutlineCourse, after: OutlineModule, finished: Finished) -> OutlineModule | None:
    """Where to go once `after` is finished: the first unfinished module behind it, or else before it."""
    at = course.modules.index(after) + 1
    standings = ((module, standing_of(module, finished)) for module in course.modules[at:] + course.modules[:at])
    return next((module for module, standing in standings if module.steps and not standing.complete), None)


def next_step(person: User, now: datetime) -> NextStep | None:
    """Where to carry on; None when everything is done."""
    return first_unfinished(current_outline(), finished_by([person.pk])[person.pk])


def first_unfinished(outline: Outline, finished: Finished) -> NextStep | None:
    """The first unfinished step that counts; what was added to a finished module comes last."""
    modules = sorted(outline.modules(), key=lambda module: standing_of(module, finished).complete)
    for module in modules:
        for step in counted_steps(module):
            if not counts(step, finished.steps):
                return NextStep(step.title, step.url, step.minutes, module.title)
    return None


def news_for(step: OutlineStep, work: Work) -> list[str]:
    """What changed in a step since this person finished it, oldest first."""
    return notes_since(step, work.finished)


def notes_since(step: OutlineStep, finished: Mapping[UUID, int]) -> list[str]:
    done = finished.get(step.key)
    return [note for version, note in step.changes if version > done and note] if done is not None else []


def steps_with_work(pages: Iterable[Page]) -> list[str]:
    """Titles of the steps at or below `pages` in which anybody has finished, answered or written anything."""
    keys = [
        key
        for page in pages
        for key in StepPage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True)
    ]
    # Opening a page begins a reflection; it is something only when there are words.
    written = Q(reflections__text__version__gt=0) | Q(reflections__declined=True)
    with_work = Q(completions__isnull=False) | Q(answers__isnull=False) | written
    touched = LearningStep.objects.filter(with_work, pk__in=keys)
    return list(touched.order_by("title").values_list("title", flat=True).distinct())


def modules_due_for_review(today: date) -> list[ModulePage]:
    """Published modules whose review falls within 60 days or is overdue, the soonest first."""
    return list(ModulePage.objects.live().filter(review_by__lte=today + REVIEW_NOTICE).order_by("review_by", "title"))


def modules_without_review() -> list[ModulePage]:
    """Drafts too, by their place in the tree."""
    return [module for module in ModulePage.objects.order_by("path") if not is_reviewed(module)]
