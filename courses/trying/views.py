"""Trying a step as a learner, in the Wagtail admin: the real page of a draft, answerable, and nothing of it is kept.

A view of our own, no preview mode of Wagtail's: a preview is drawn of the form that an editor has open, by GET alone,
for who may edit. A trial is answered, is of one revision, and is open to clinical leads too.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Revision

from courses import player, sending
from courses.exercises.facts import Exercise
from courses.models import StepPage
from courses.numbers import numbers_in_draft
from courses.segments import Writing
from courses.trying.drafts import Draft, draft_of
from courses.trying.states import begin_as, states_of
from courses.trying.trial import SO_FAR, Trial, as_sent, from_post
from foundation.http import Request
from people.models import Role


@require_safe
def try_step(request: Request, revision: int) -> HttpResponse:
    """The step, as somebody has it who has come as far as `?as=` says."""
    draft = _draft(request, revision)
    state = _state(request, draft)
    return _drawn(request, Trial(request, draft.step, draft.body, begin_as(state, request, draft)), draft, state)


@require_safe
def on_a_phone(request: Request, revision: int) -> HttpResponse:
    """The same in a frame as wide as a phone."""
    draft = _draft(request, revision)
    context = {"draft": draft, "state": _state(request, draft)}
    return render(request, "courses/admin/trying/phone.html", context)


@require_POST
def try_answer(request: Request, revision: int, block: UUID) -> HttpResponse:
    draft = _draft(request, revision)
    exercise = draft.body.exercise(str(block))
    if exercise is None or not exercise.chooses:
        raise Http404
    return _pressed(request, draft, exercise)


@require_POST
def try_words(request: Request, revision: int, block: UUID) -> HttpResponse:
    draft = _draft(request, revision)
    writing = draft.body.prompt(str(block))
    if writing is None:
        raise Http404
    return _pressed(request, draft, writing.exercise, writing)


@require_POST
def try_done(request: Request, revision: int) -> HttpResponse:
    """Mark it as done, as far as a trial goes: it stays on its page."""
    draft = _draft(request, revision)
    trial = _going_on(request, draft)
    at_end = sending.one_press(draft.step, draft.body)
    taken = _take(trial, draft, None, at_end=at_end)
    trouble = player.Trouble(taken.missing or ([] if taken.errors else trial.finish()), taken.errors, taken.form)
    return _drawn(request, trial, draft, trouble=trouble)


def _pressed(request: Request, draft: Draft, exercise: Exercise, writing: Writing | None = None) -> HttpResponse:
    trial = _going_on(request, draft)
    taken = _take(trial, draft, exercise, writing)
    return _drawn(request, trial, draft, trouble=player.Trouble(errors=taken.errors, words=taken.form))


def _take(
    trial: Trial, draft: Draft, exercise: Exercise | None, writing: Writing | None = None, *, at_end: bool = False
) -> sending.Taken:
    assert trial.post is not None
    return sending.take_page(trial, trial.post, draft.body, exercise, writing, at_end=at_end)


def _drawn(
    request: Request, trial: Trial, draft: Draft, state: str = "", trouble: player.Trouble | None = None
) -> HttpResponse:
    """The learners' own page, with what was done so far in it, and where the editor is."""
    refused = bool(trouble and (trouble.missing or trouble.errors))
    numbers = numbers_in_draft(draft.place, draft.step.key, draft.body.helps)
    context: dict[str, Any] = player.drawn_for(trial, draft.place, draft.body, numbers, trouble)
    context |= {
        "frame": player.draw_frame(draft.step, draft.place, draft.body),
        "contents": player.draw_contents(draft.place, frozenset(trial.work.finished)),
        "so_far": {"name": SO_FAR, "value": as_sent(trial.work, draft.step)},
        "draft": draft,
        "state": state,
        "states": states_of(draft),
        "edits": draft.page.permissions_for_user(request.user).can_edit(),
    }
    return render(request, "courses/admin/trying/step.html", context, status=player.UNPROCESSABLE if refused else 200)


def _going_on(request: Request, draft: Draft) -> Trial:
    return Trial(request, draft.step, draft.body, from_post(request.POST, draft.step, request.now))


def _state(request: Request, draft: Draft) -> str:
    asked = request.GET.get("as", "new")
    return asked if asked in states_of(draft) else "new"


def _draft(request: Request, revision: int) -> Draft:
    """What is tried, for who may edit it and for clinical leads. Anybody else gets a 404."""
    found = get_object_or_404(Revision.page_revisions, pk=revision)
    page = StepPage.objects.filter(pk=found.object_id).first()
    if page is None or not (Role.CLINICAL_LEAD in request.roles or page.permissions_for_user(request.user).can_edit()):
        raise Http404
    return draft_of(found)
