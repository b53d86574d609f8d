"""Learners' pages: Django views over Wagtail's content, at the page's own address."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses import player, searching, sending
from courses.addresses import address_of
from courses.confidence import services as confidence
from courses.confidence.models import Moment
from courses.confidence.queries import wanted_now
from courses.confidence.views import asks_first
from courses.enrolment.models import MAY_RUN
from courses.enrolment.queries import offers_of
from courses.exercises.facts import Exercise
from courses.gone import Gone, keeping_words
from courses.handouts.permissions import may_have_handouts
from courses.handouts.queries import PlacedHandout, changed_since_saved, handouts_of
from courses.keeping import LearnersOwn
from courses.outline import Outline, OutlineCourse, Place, current_outline
from courses.own import services as own
from courses.own.queries import kept_in
from courses.progress import services
from courses.progress.queries import Finished, finished_by, first_unfinished, next_module, standing_of, step_rows
from courses.segments import Body, Writing, body_of
from foundation.http import Request, whole_number
from foundation.ids import as_uuid
from foundation.old_addresses import page_now
from foundation.paging import paged, sought
from foundation.refusals import Refusal
from people.models import Role


@require_GET
def index(request: Request) -> HttpResponse:
    """The courses there are; or, with `?q=`, the steps that say it."""
    outline = current_outline()
    context: dict[str, Any] = {"courses": outline.courses, "asked": sought(request)}
    context["runs_cohorts"] = not set(MAY_RUN).isdisjoint(request.roles)
    if context["asked"]:
        found = searching.find_steps(outline, context["asked"])
        context |= paged(request, found.places) | {"found": found}
        context["steps"] = searching.shown(outline, found, context["page"].object_list)
    return render(request, "courses/index.html", context)


@require_GET
def course(request: Request, course: str) -> HttpResponse:
    """A course: who it is for, its modules and how far this person is."""
    outline = current_outline()
    found = outline.course(course)
    if found is None:
        raise Http404
    finished, handouts = _finished(request), _handouts(request, outline, found)
    context = {
        "course": found,
        "standings": [(module, standing_of(module, finished)) for module in found.modules],
        "some_come_first": len({module.gates_authorisation for module in found.modules}) > 1,
        "next": first_unfinished(replace(outline, courses=(found,)), finished),
        "handouts": handouts,
        "changed_handouts": changed_since_saved(handouts, request.user, request.now),
        "kept": kept_in(found, request.user, request.now),
        "offers": offers_of(found, request.user, finished, request.now) if Role.FACILITATOR in request.roles else [],
    }
    return render(request, "courses/course.html", context)


def _handouts(request: Request, outline: Outline, course: OutlineCourse) -> tuple[PlacedHandout, ...]:
    """What this person may print of the course."""
    listed = handouts_of(outline, course)
    return listed if listed and may_have_handouts(request.user, request.roles, course.key, request.now) else ()


@require_GET
def module(request: Request, course: str, module: str) -> HttpResponse:
    """A module: what it is for, who stands for it, and its steps."""
    found = current_outline().module(course, module)
    if found is None:
        raise Http404
    finished = _finished(request)
    parent, here = found
    steps = step_rows(here, finished)
    following = next((row.step for row in steps if not row.done and row.step.required), None)
    context = {
        "course": parent,
        "module": here,
        "steps": steps,
        "standing": standing_of(here, finished),
        "next": following,
        "next_module": next_module(parent, here, finished),
        "ask_confidence": {"moment": wanted_now(current_outline(), finished, request.user, request.now)},
    }
    return render(request, "courses/module.html", context)


@require_GET
def step(request: Request, course: str, module: str, step: str) -> HttpResponse:
    """One step of a module. Whoever is about to begin is first asked, once, how sure they are."""
    outline = current_outline()
    place = outline.place(course, module, step)
    if place is None:
        raise Http404
    if asks_first(request, place):
        confidence.note_asked(person=request.user, moment=Moment.BEFORE, now=request.now)
        return redirect("confidence:ask", Moment.BEFORE)
    return player.step_page(request, outline, place)


@require_http_methods(["GET", "POST"])
@keeping_words
def mark_done(request: Request, course: str, module: str, step: str) -> HttpResponse:
    """Mark a step as done and go on. Coming back here, for instance after signing in again, leads to the step."""
    outline = current_outline()
    place = _place(request, outline, course, module, step)
    if request.method == "GET":
        return redirect(place.step.url)
    body = body_of(outline, place.step)
    if in_the_way := _take_page(request, outline, place, None, at_end=sending.one_press(place.step, body)):
        return in_the_way
    try:
        services.complete_step(place=place, seen_version=_seen_version(request), person=request.user, now=request.now)
    except services.NotYet as not_yet:
        return player.step_page(request, outline, place, player.Trouble(missing=not_yet.missing))
    except Refusal as refusal:
        return player.step_page(request, outline, place, player.Trouble(message=str(refusal)))
    return _onward(request, place, body)


def _onward(request: Request, place: Place, body: Body) -> HttpResponse:
    """To the next step; or back to this one, where the same press brought something to read."""
    if not place.following and standing_of(place.module, _finished(request)).complete:
        messages.success(request, _("You have finished “%(module)s”.") % {"module": place.module.title})
    if sending.one_press(place.step, body) and sending.brought_feedback(request.POST, body):
        messages.success(request, _("This step is done. Read what is said to your answers, then go on."))
        return redirect(place.step.url)
    return redirect(place.following.url if place.following else place.module.url)


@require_http_methods(["GET", "POST"])
@keeping_words
def bookmark(request: Request, course: str, module: str, step: str) -> HttpResponse:
    """Bookmark a step, or no longer. It is a button of the step's one form: what is on the page is kept first."""
    outline = current_outline()
    place = _place(request, outline, course, module, step)
    if request.method == "POST" and request.POST.get("bookmark") == "off":
        own.remove_bookmark(step=place.step.key, person=request.user)
    elif request.method == "POST":
        own.bookmark_step(step=place.step.key, person=request.user, now=request.now)
    there = redirect(f"{place.step.url}#own")
    return there if request.method == "GET" else _take_page(request, outline, place, None) or there


@require_http_methods(["GET", "POST"])
@keeping_words
def answer(request: Request, course: str, module: str, step: str, block: UUID) -> HttpResponse:
    """Answer one exercise; what comes of it stands at the exercise."""
    outline = current_outline()
    place = _place(request, outline, course, module, step)
    exercise = body_of(outline, place.step).exercise(str(block))
    if exercise is None or not exercise.chooses:
        raise Gone
    return _press(request, outline, place, exercise)


@require_http_methods(["GET", "POST"])
@keeping_words
def words(request: Request, course: str, module: str, step: str, block: UUID) -> HttpResponse:
    """Keep somebody's private words at a prompt: a reflection, or their own line in a scenario."""
    outline = current_outline()
    place = _place(request, outline, course, module, step)
    writing = body_of(outline, place.step).prompt(str(block))
    if writing is None:
        raise Gone
    return _press(request, outline, place, writing.exercise, writing=writing)


def _press(
    request: Request, outline: Outline, place: Place, exercise: Exercise, *, writing: Writing | None = None
) -> HttpResponse:
    there = redirect(f"{place.step.url}#{exercise.landing}")
    return there if request.method == "GET" else _take_page(request, outline, place, exercise, writing) or there


def _take_page(
    request: Request,
    outline: Outline,
    place: Place,
    pressed: Exercise | None,
    pressed_words: Writing | None = None,
    *,
    at_end: bool = False,
) -> HttpResponse | None:
    """Keep all that is on the page (`sending.take_page`). What comes back, if anything, stands in the way."""
    body = body_of(outline, place.step)
    own = LearnersOwn(request, place, body)
    taken = sending.take_page(own, request.POST, body, pressed, pressed_words, at_end=at_end)
    if taken.form and taken.form.clashed:
        return redirect(taken.form.choose_url)
    trouble = player.Trouble(missing=taken.missing, errors=taken.errors, words=taken.form)
    return player.step_page(request, outline, place, trouble) if taken.errors else None


def _place(request: Request, outline: Outline, course: str, module: str, step: str) -> Place:
    """The published step that a form belongs to. It names its step: at the old address may be nothing, or another.

    Raises Gone, which is a 404, where there is none.
    """
    if key := as_uuid(request.POST.get("step")):
        place = outline.place_of(key)
    else:
        place = outline.place(course, module, step) or _moved(request, outline, course, module, step)
    if place is None:
        raise Gone
    return place


def _moved(request: Request, outline: Outline, course: str, module: str, step: str) -> Place | None:
    page = page_now(request, address_of(course, module, step))
    return outline.place_of(page.translation_key) if page else None


def _finished(request: Request) -> Finished:
    return finished_by([request.user.pk])[request.user.pk]


def _seen_version(request: Request) -> int:
    """The version that stood on the page; nonsense counts as an old one."""
    given = request.POST.get("version", "")
    return whole_number(given) or 0
