"""How far the learner has come whom somebody plays: nothing done, half, all, or all before the change."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.exercises.facts import Exercise
from courses.trying.drafts import Draft
from courses.trying.trial import Trial, Tried, answer_well, write_lines
from foundation.http import Request


def nothing(_request: Request, _draft: Draft) -> Tried:
    return Tried()


def half(request: Request, draft: Draft) -> Tried:
    """The first half of the exercises; of a single one, its own line."""
    trial = Trial(request, draft.step, draft.body)
    exercises = draft.body.exercises
    answer_well(trial, exercises[: len(exercises) // 2])
    if len(exercises) == 1:
        _begin(trial, exercises[0])
    return trial.work


def _begin(trial: Trial, exercise: Exercise) -> None:
    prompt = exercise.prompt_now({}, answered=False) if exercise.chooses else None
    write_lines(trial, exercise, [prompt] if prompt else [])


def finished(request: Request, draft: Draft) -> Tried:
    trial = Trial(request, draft.step, draft.body)
    answer_well(trial, draft.body.exercises)
    trial.finish()
    return trial.work


def after_a_change(request: Request, draft: Draft) -> Tried:
    """Somebody has finished what learners have now, and meets the draft once it is published."""
    if draft.live is None:
        return Tried()
    version, before = draft.live.content_version, draft.live_body()
    # At the version that they met: should everybody be asked again, this does not count any more.
    trial = Trial(request, replace(draft.step, content_version=version, redo_from_version=0), before)
    answer_well(trial, before.exercises)
    trial.finish()
    return trial.work


STATES: dict[str, tuple[str | Promise, Callable[[Request, Draft], Tried]]] = {
    "new": (_("Not started"), nothing),
    "half": (_("Half done"), half),
    "done": (_("Done"), finished),
    "changed": (_("Done before this change"), after_a_change),
}


def states_of(draft: Draft) -> dict[str, str | Promise]:
    """Those that there can be. What no learner has yet has not changed for anybody."""
    return {key: label for key, (label, _make) in STATES.items() if key != "changed" or draft.live}


def begin_as(key: str, request: Request, draft: Draft) -> Tried:
    return STATES[key][1](request, draft)
