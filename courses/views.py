"""Learners' pages: Django views over Wagtail's content, at the page's own address."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from confidential.services import Clash
from courses import player, services
from courses.confidence import services as confidence
from courses.confidence.models import Moment
from courses.confidence.queries import wants_after
from courses.confidence.views import asks_first
from courses.exercises import Exercise, ReflectionPrompt, Scenario
from courses.handouts.permissions import may_have_handouts
from courses.handouts.queries import PlacedHandout, handouts_of
from courses.models import Reflection
from courses.outline import Outline, OutlineCourse, Place, current_outline
from courses.queries import Finished, counts, finished_by, first_unfinished, has_words, standing_of
from courses.segments import body_of
from foundation.http import Request
from foundation.refusals import Refusal


@require_GET
def index(request: Request) -> HttpResponse:
    """The courses there are."""
    return render(request, "courses/index.html", {"courses": current_outline().courses})


@require_GET
def course(request: Request, course: str) -> HttpResponse:
    """A course: who it is for, its modules and how far this person is."""
    outline = current_outline()
    found = outline.course(course)
    if found is None:
        raise Http404
    finished = _finished(request)
    context = {
        "course": found,
        "standings": [(module, standing_of(module, finished)) for module in found.modules],
        "next": first_unfinished(replace(outline, courses=(found,)), finished),
        "handouts": _handouts(request, outline, found),
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
    steps = [(step, counts(step, finished.steps)) for step in here.steps]
    following = next((step for step, done in steps if not done and step.required), None)
    context = {
        "course": parent, "module": here, "steps": steps, "standing": standing_of(here, finished), "next": following,
        "ask_confidence": wants_after(current_outline(), finished, request.user, request.now),
    }
    return render(request, "courses/module.html", context)


@require_GET
def step(request: Request, course: str, module: str, step: str) -> HttpResponse:
    """One step of a module. Whoever is about to begin is first asked, once, how sure they are."""
    outline = current_outline()
    place = _place(outline, course, module, step)
    if asks_first(request, place):
        confidence.note_asked(person=request.user, moment=Moment.BEFORE, now=request.now)
        return redirect("confidence:ask", Moment.BEFORE)
    return player.step_page(request, outline, place)


@require_http_methods(["GET", "POST"])
def mark_done(request: Request, course: str, module: str, step: str) -> HttpResponse:
    """Mark a step as done and go on. Coming back here, for instance after signing in again, leads to the step."""
    outline = current_outline()
    place = _place(outline, course, module, step)
    if request.method == "GET":
        return redirect(place.step.url)
    # The button belongs to the form of the words, where there is one: what was just written comes along.
    writing = _writing(outline, place, request.POST.get("block", ""))
    if writing and (in_the_way := _take_words(request, outline, place, writing, and_done=True)):
        return in_the_way
    try:
        services.complete_step(place=place, seen_version=_seen_version(request), person=request.user, now=request.now)
    except services.NotYet as not_yet:
        return player.step_page(request, outline, place, player.Trouble(missing=not_yet.missing))
    except Refusal as refusal:
        return player.step_page(request, outline, place, player.Trouble(message=str(refusal)))
    if place.following:
        return redirect(place.following.url)
    if standing_of(place.module, _finished(request)).complete:
        messages.success(request, _("You have finished “%(module)s”.") % {"module": place.module.title})
    return redirect(place.module.url)


@require_http_methods(["GET", "POST"])
def answer(request: Request, course: str, module: str, step: str, block: UUID) -> HttpResponse:
    """Answer one exercise; what comes of it stands at the exercise."""
    outline = current_outline()
    place = _place(outline, course, module, step)
    exercise = _exercise(outline, place, block)
    if isinstance(exercise, ReflectionPrompt):
        raise Http404
    if request.method == "GET":
        return redirect(_anchor(place, exercise))
    try:
        chosen = exercise.read(request.POST)
        services.answer_exercise(place=place, exercise=exercise, person=request.user, chosen=chosen, now=request.now)
    except Refusal as refusal:
        trouble = player.Trouble(errors={exercise.block_id: str(refusal)}, posted=request.POST)
        return player.step_page(request, outline, place, trouble)
    return redirect(_anchor(place, exercise))


@require_http_methods(["GET", "POST"])
def words(request: Request, course: str, module: str, step: str, block: UUID) -> HttpResponse:
    """Keep somebody's private words at a prompt: a reflection, or their own line in a scenario."""
    outline = current_outline()
    place = _place(outline, course, module, step)
    exercise = _writing(outline, place, str(block))
    if exercise is None:
        raise Http404
    if request.method == "GET":
        return redirect(_anchor(place, exercise))
    return _take_words(request, outline, place, exercise) or redirect(_anchor(place, exercise))


def _take_words(
    request: Request, outline: Outline, place: Place, exercise: Exercise, *, and_done: bool = False
) -> HttpResponse | None:
    """Save the words that came. The answer is what stands in the way of going on, if anything does."""
    reflection = services.begin_reflection(place=place, exercise=exercise, person=request.user, now=request.now)
    form = player.words_form(request, reflection, exercise)
    if isinstance(form.save(), Clash):
        return redirect(form.choose_url)
    if form.errors:
        errors = {exercise.block_id: " ".join(str(text) for texts in form.errors.values() for text in texts)}
        return player.step_page(request, outline, place, player.Trouble(errors=errors, words=form))
    if and_done and not has_words(reflection, request.user, request.now):
        # What is missing will be said of the whole step at once.
        return None
    try:
        _keep(request, reflection, place, exercise)
    except Refusal as refusal:
        return player.step_page(request, outline, place, player.Trouble(errors={exercise.block_id: str(refusal)}))
    return None


def _keep(request: Request, reflection: Reflection, place: Place, exercise: Exercise) -> None:
    if isinstance(exercise, Scenario):
        services.keep_line(reflection=reflection, place=place, exercise=exercise, now=request.now)
    else:
        services.keep_reflection(
            reflection=reflection, place=place, exercise=exercise, declined="decline" in request.POST, now=request.now
        )


def _writing(outline: Outline, place: Place, block_id: str) -> Exercise | None:
    """The exercise with private words at this block, if it is one."""
    exercise = body_of(outline, place.step).exercise(block_id)
    return exercise if isinstance(exercise, ReflectionPrompt | Scenario) else None


def _place(outline: Outline, course: str, module: str, step: str) -> Place:
    """The published step at this address, or 404."""
    place = outline.place(course, module, step)
    if place is None:
        raise Http404
    return place


def _exercise(outline: Outline, place: Place, block: UUID) -> Exercise:
    exercise = body_of(outline, place.step).exercise(str(block))
    if exercise is None:
        raise Http404
    return exercise


def _anchor(place: Place, exercise: Exercise) -> str:
    return f"{place.step.url}#exercise-{exercise.block_id}"


def _finished(request: Request) -> Finished:
    return finished_by([request.user.pk])[request.user.pk]


def _seen_version(request: Request) -> int:
    """The version that stood on the page; nonsense counts as an old one."""
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
