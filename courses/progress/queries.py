"""Reads about progress: functions of the outline and people's rows, in a constant number of queries. Opens no text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, IntegerField, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.outline import Outline, OutlineCourse, OutlineModule, OutlineStep, current_outline
from courses.progress.models import ModuleCompletion, StepCompletion
from courses.rounds.holding import as_the_gate_counts, held_until
from people.registry import Training


@dataclass(frozen=True)
class News:
    """A step that this person had finished: what they are told of it since; or to do it `again`, and by when."""

    title: str
    url: str
    notes: tuple[str, ...]
    again: bool = False
    by: date | None = None
    # Of a module that gates: until which day it counts on, or why a clinical lead says that it does not.
    counts_until: date | None = None
    safety: str = ""


class StepRow(NamedTuple):
    """A step in the list of its module. `is_new`: it was added after this person had finished the module."""

    step: OutlineStep
    done: bool
    news: News | None = None
    is_new: bool = False


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
    changed: tuple[News, ...] = ()
    redo: tuple[News, ...] = ()
    # The last day on which it still counts towards authorisation, though something is to be done again.
    counts_until: date | None = None


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


def finished_by(people: Iterable[UUID]) -> dict[UUID, Finished]:
    """One query, however many people."""
    wanted = list(people)
    steps: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    modules: dict[UUID, set[UUID]] = defaultdict(set)
    of_steps = StepCompletion.objects.filter(person__in=wanted).values_list(
        "person_id", Value("step", CharField()), "step_id", "content_version"
    )
    of_modules = ModuleCompletion.objects.filter(person__in=wanted).values_list(
        "person_id", Value("module", CharField()), "module_key", Value(None, IntegerField())
    )
    rows: Any = of_steps.union(of_modules)
    for person_id, kind, key, version in rows:
        if kind == "step":
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
        redo=tuple(asked_again(module, finished.steps)),
    )


def news_of(step: OutlineStep, finished: Mapping[UUID, int]) -> News | None:
    """What is said of a step to who had finished it, on My day, in the lists and at the step. This alone decides it."""
    done = finished.get(step.key)
    if done is None:
        return None
    notes = tuple(note for version, note in step.changes if version > done and note)
    if not counts(step, finished):
        return News(step.title, step.url, notes, again=True, by=step.redo_by)
    return News(step.title, step.url, notes) if notes else None


def _news_in(module: OutlineModule, finished: Mapping[UUID, int], *, again: bool) -> Iterator[News]:
    for step in module.steps:
        if (news := news_of(step, finished)) and news.again == again:
            yield news


def changed_since(module: OutlineModule, finished: Mapping[UUID, int]) -> Iterator[News]:
    """The steps that an editor changed, and said so, since they were finished. What is to be redone is no news."""
    return _news_in(module, finished, again=False)


def asked_again(module: OutlineModule, finished: Mapping[UUID, int]) -> Iterator[News]:
    """The steps that "everyone must redo" has taken back from them, and that they have not done since."""
    for step in module.steps:
        if (news := news_of(step, finished)) and news.again:
            yield _at_the_gate(news, step, finished) if module.gates_authorisation else news


def _at_the_gate(news: News, step: OutlineStep, finished: Mapping[UUID, int]) -> News:
    """Until which day what they had done counts towards authorisation, or why a clinical lead says that it does not."""
    asked = [asking for asking in step.rounds if finished[step.key] < asking.from_version]
    return replace(
        news,
        counts_until=min((asking.counts_until for asking in asked), default=None),
        safety=next((asking.safety for asking in asked if asking.safety), ""),
    )


def step_rows(module: OutlineModule, finished: Finished) -> list[StepRow]:
    """The steps of a module, in order, each with what this person is told of it."""
    complete, counted = standing_of(module, finished).complete, counted_steps(module)
    return [
        StepRow(
            step,
            done := counts(step, finished.steps),
            news := news_of(step, finished.steps),
            is_new=complete and not done and not news and step in counted,
        )
        for step in module.steps
    ]


def gating_standings(people: Iterable[UUID], today: date) -> dict[UUID, list[ModuleStanding]]:
    """The same for many people at once, by their keys, as the gate counts it on `today`. Two queries."""
    modules = [module for module in current_outline().modules() if module.gates_authorisation]
    return {
        person_id: [at_the_gate(module, finished, today) for module in modules]
        for person_id, finished in finished_by(people).items()
    }


def at_the_gate(module: OutlineModule, finished: Finished, today: date) -> ModuleStanding:
    """Who had finished a module has it while what must be done again still counts (`courses.rounds`)."""
    standing = standing_of(module, finished)
    if standing.complete or module.key not in finished.modules:
        return standing
    days = (held_until(step, finished.steps[step.key], today) for step in module.steps if step.key in finished.steps)
    held = standing_of(as_the_gate_counts(module, today), finished).complete
    return replace(standing, complete=held, counts_until=min(filter(None, days), default=None)) if held else standing


def training_of_a_facilitator() -> Training:
    """The steps that count in every module that is needed before authorisation; in all of them where none is."""
    modules = list(current_outline().modules())
    needed = [module for module in modules if module.gates_authorisation] or modules
    steps = [step for module in needed for step in counted_steps(module)]
    return Training(sum(step.minutes for step in steps), len(steps))


def next_module(course: OutlineCourse, after: OutlineModule, finished: Finished) -> OutlineModule | None:
    """Where to go once `after` is finished: the first unfinished module behind it, or else before it.

    What is needed before authorisation comes before what is not.
    """
    at = course.modules.index(after) + 1
    onward = sorted(course.modules[at:] + course.modules[:at], key=lambda module: not module.gates_authorisation)
    return next((module for module in onward if module.steps and not standing_of(module, finished).complete), None)


def first_unfinished(outline: Outline, finished: Finished) -> NextStep | None:
    """The first unfinished step that counts. What is needed before authorisation comes first; last, what was added to
    a finished module.
    """

    def rank(module: OutlineModule) -> tuple[bool, bool]:
        return standing_of(module, finished).complete, not module.gates_authorisation

    for module in sorted(outline.modules(), key=rank):
        for step in counted_steps(module):
            if not counts(step, finished.steps):
                return NextStep(step.title, step.url, step.minutes, module.title)
    return None
