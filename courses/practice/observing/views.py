"""A trainer or supervisor records shadowing and writes what they observed; the person writes a sheet, and answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from confidential.forms import Part, Refused, WordsForm
from confidential.services import open_all
from courses.practice.observing import services
from courses.practice.observing.forms import ANSWER, LINES, SHEET, OccasionForm
from courses.practice.observing.models import ObservedPractice, Shadowing
from courses.practice.observing.services import Occasion
from foundation.http import Request
from foundation.refusals import Refusal
from people.choosing import offered, only_seeks
from people.models import Role

Begin = Callable[[Request, Occasion], str]


@require_http_methods(["GET", "POST"])
def shadow(request: Request) -> HttpResponse:
    """That somebody sat in on a group."""
    return _occasion(request, _shadowed, "courses/practice/observing/shadow.html")


def _shadowed(request: Request, occasion: Occasion) -> str:
    services.record_shadowing(occasion=occasion, by=request.user, now=request.now)
    told = _("Recorded. %(who)s is told, and has a learning sheet that nobody else can open.")
    messages.success(request, told % {"who": occasion.person.name})
    return "practice:list"


@require_http_methods(["GET", "POST"])
def observe(request: Request) -> HttpResponse:
    """Whom, where and when; then the ten lines."""
    return _occasion(request, _observed, "courses/practice/observing/observe.html")


def _observed(request: Request, occasion: Occasion) -> str:
    return services.begin_observed(occasion=occasion, by=request.user, now=request.now).get_absolute_url()


def _occasion(request: Request, begin: Begin, template: str) -> HttpResponse:
    """The page of either: whom they may record, and the running groups there."""
    if not {Role.TRAINER, Role.SUPERVISOR} & set(request.roles):
        raise Http404
    offer = offered(request, services.people_for(request.user, request.now), chosen=request.POST.get("person"))
    groups = list(services.groups_for(request.user, request.now))
    sent = request.method == "POST" and not only_seeks(request)
    form = OccasionForm(request.POST if sent else None, offer.people, groups)
    if sent and form.is_valid():
        try:
            return redirect(begin(request, form.occasion()))
        except Refusal as refusal:
            form.add_error("where", str(refusal.message))
    context = {"form": form, "offered": offer, "groups": groups}
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """Three lines after shadowing a group: their own, for nobody else."""
    found = get_object_or_404(
        Shadowing.objects.visible_to(request.user, request.now).select_related("group", "text"), pk=pk
    )
    words = WordsForm(request, found, SHEET)
    if request.method == "POST":
        outcome = words.save()
        if words.clashed:
            return redirect(words.choose_url)
        if not isinstance(outcome, Refused):
            messages.success(request, _("Saved. Only you can read it."))
            return redirect("practice:list")
    context = {"words": words, "shadowing": found}
    return render(request, "courses/practice/observing/sheet.html", context, status=422 if words.errors else 200)


@require_http_methods(["GET", "POST"])
def observed(request: Request, pk: UUID) -> HttpResponse:
    """To its observer the ten lines, to write and then to show; to the person what was written, and their answer."""
    visible = ObservedPractice.objects.visible_to(request.user, request.now)
    found = get_object_or_404(visible.select_related("group", "person", "observer", "text", "reply__text"), pk=pk)
    if found.shown_at is None:
        return _write(request, found)
    return _answer(request, found) if found.person_id == request.user.pk else _shown(request, found)


def _write(request: Request, found: ObservedPractice) -> HttpResponse:
    words = WordsForm(request, found, LINES)
    if request.method == "POST":
        outcome = words.save()
        if words.clashed:
            return redirect(words.choose_url)
        if not isinstance(outcome, Refused) and _showed(request, found, words):
            return redirect(found)
    context = {"words": words, "observed": found}
    return render(request, "courses/practice/observing/write.html", context, status=422 if words.errors else 200)


def _showed(request: Request, found: ObservedPractice, words: WordsForm) -> bool:
    """Do what the button says. False when something stands in the way; the form then says what."""
    if request.POST.get("action") != "show":
        messages.success(request, _("Your words are saved. Only you can see them until you show them."))
        return True
    try:
        services.show_observed(observed=found, by=request.user, now=request.now)
    except Refusal as refusal:
        words.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("%(who)s can read it now, and answer.") % {"who": found.person.name})
    return True


def _answer(request: Request, found: ObservedPractice) -> HttpResponse:
    reply = found.reply
    if reply.answered_at is not None:
        return _shown(request, found)
    reply.observed = found
    words = WordsForm(request, reply, [ANSWER])
    if request.method == "POST":
        outcome = words.save()
        if words.clashed:
            return redirect(words.choose_url)
        if not isinstance(outcome, Refused) and _answered(request, found, words):
            return redirect(found)
    return _shown(request, found, words)


def _answered(request: Request, found: ObservedPractice, words: WordsForm) -> bool:
    if request.POST.get("action") != "send":
        messages.success(request, _("Your words are saved. Only you can see them until you send them."))
        return True
    try:
        services.answer_observed(answer=found.reply, by=request.user, now=request.now)
    except Refusal as refusal:
        words.add_error(ANSWER.key, str(refusal.message))
        return False
    messages.success(request, _("Sent. %(who)s can read it now.") % {"who": found.observer.name})
    return True


def _shown(request: Request, found: ObservedPractice, words: WordsForm | None = None) -> HttpResponse:
    """The lines that were written, and the answer once it is sent."""
    answered = [found.reply] if found.reply.answered_at else []
    opened = open_all([found, *answered], viewer=request.user, now=request.now)
    context: dict[str, Any] = {
        "observed": found,
        "lines": _written(LINES, opened[found.pk]),
        "answer": opened[found.reply.pk].get(ANSWER.key, "") if answered else "",
        "words": words,
    }
    status = 422 if words is not None and words.errors else 200
    return render(request, "courses/practice/observing/shown.html", context, status=status)


def _written(parts: tuple[Part, ...], said: Any) -> list[tuple[Part, str]]:
    return [(part, said[part.key]) for part in parts if said.get(part.key, "").strip()]
