"""Learners' pages: Django views over Wagtail's content, at the page's own address."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from confidential.forms import WordsForm
from courses import player, sending, services
from courses.addresses import address_of
from courses.confidence import services as confidence
from courses.confidence.models import Moment
from courses.confidence.queries import wants_after
from courses.confidence.views import asks_first
from courses.exercises import Exercise, ReflectionPrompt, Scenario
from courses.gone import Gone, keeping_words
from courses.handouts.permissions import may_have_handouts
from courses.handouts.queries import PlacedHandout, handouts_of
from courses.models import Reflection
from courses.outline import Outline, OutlineCourse, Place, current_outline
from courses.queries import Finished, counts, finished_by, first_unfinished, has_words, next_module, standing_of
from courses.segments import body_of
from foundation.http import Request, whole_number
from foundation.ids import as_uuid
from foundation.old_addresses import page_now
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
        "course": parent,
        "module": here,
        "steps": steps,
        "standing": standing_of(here, finished),
        "next": following,
        "next_module": next_module(parent, here, finished),
        "ask_confidence": wants_after(current_outline(), finished, request.user, request.now),
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
    if in_the_way := _take_page(request, outline, place, None):
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
@keeping_words
def answer(request: Request, course: str, module: str, step: str, block: UUID) -> HttpResponse:
    """Answer one exercise; what comes of it stands at the exercise."""
    outline = current_outline()
    place = _place(request, outline, course, module, step)
    exercise = body_of(outline, place.step).exercise(str(block))
    if exercise is None or isinstance(exercise, ReflectionPrompt):
        raise Gone
    return _press(request, outline, place, exercise, writes=False)


@require_http_methods(["GET", "POST"])
@keeping_words
def words(request: Request, course: str, module: str, step: str, block: UUID) -> HttpResponse:
    """Keep somebody's private words at a prompt: a reflection, or their own line in a scenario."""
    outline = current_outline()
    place = _place(request, outline, course, module, step)
    exercise = _writing(outline, place, str(block))
    if exercise is None:
        raise Gone
    return _press(request, outline, place, exercise, writes=True)


def _press(request: Request, outline: Outline, place: Place, exercise: Exercise, *, writes: bool) -> HttpResponse:
    there = redirect(_anchor(place, exercise))
    return there if request.method == "GET" else _take_page(request, outline, place, exercise, writes=writes) or there


def _take_page(
    request: Request, outline: Outline, place: Place, pressed: Exercise | None, *, writes: bool = False
) -> HttpResponse | None:
    """Keep all that is on the page, whichever of its buttons was pressed; None: that which marks it as done.

    `writes`: it is the button of the words. The answer is what stands in the way of going on, if anything does.
    """
    body = body_of(outline, place.step)
    writing = pressed if writes else _writing(outline, place, request.POST.get("block", ""))
    if writing is None and request.POST.get("part-words", "").strip():
        raise Gone
    errors = dict(sending.keep_choices(request, place, body.exercises, None if writes else pressed))
    form = _take_words(request, place, writing, pressed, errors) if writing else None
    if form and form.clashed:
        return redirect(form.choose_url)
    return player.step_page(request, outline, place, player.Trouble(errors=errors, words=form)) if errors else None


def _take_words(
    request: Request, place: Place, exercise: Exercise, pressed: Exercise | None, errors: dict[str, str]
) -> WordsForm:
    """Save the words that came; what is wrong with them goes to `errors`."""
    reflection = services.begin_reflection(place=place, exercise=exercise, person=request.user, now=request.now)
    form = player.words_form(request, reflection, exercise)
    form.save()
    if form.errors:
        errors[exercise.block_id] = " ".join(str(text) for texts in form.errors.values() for text in texts)
    elif not form.clashed and _counts(request, reflection, exercise, pressed):
        try:
            declined = "decline" in request.POST or (pressed != exercise and reflection.declined)
            _keep(request, reflection, place, exercise, declined=declined)
        except Refusal as refusal:
            errors[exercise.block_id] = str(refusal)
    return form


def _counts(request: Request, reflection: Reflection, exercise: Exercise, pressed: Exercise | None) -> bool:
    """Whether what was written is now their answer. Nobody's half line opens a scenario by another button."""
    if pressed == exercise:
        return True
    half_a_line = isinstance(exercise, Scenario) and pressed is not None
    return not half_a_line and has_words(reflection, request.user, request.now)


def _keep(request: Request, reflection: Reflection, place: Place, exercise: Exercise, *, declined: bool) -> None:
    if isinstance(exercise, Scenario):
        services.keep_line(reflection=reflection, place=place, exercise=exercise, now=request.now)
    else:
        services.keep_reflection(
            reflection=reflection, place=place, exercise=exercise, declined=declined, now=request.now
        )


def _writing(outline: Outline, place: Place, block_id: str) -> Exercise | None:
    """The exercise with private words at this block, if it is one."""
    exercise = body_of(outline, place.step).exercise(block_id)
    return exercise if isinstance(exercise, ReflectionPrompt | Scenario) else None


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


def _anchor(place: Place, exercise: Exercise) -> str:
    return f"{place.step.url}#exercise-{exercise.block_id}"


def _finished(request: Request) -> Finished:
    return finished_by([request.user.pk])[request.user.pk]


def _seen_version(request: Request) -> int:
    """The version that stood on the page; nonsense counts as an old one."""
    given = request.POST.get("version", "")
    return whole_number(given) or 0
