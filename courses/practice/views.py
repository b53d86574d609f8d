"""Practice days: what a trainer plans, invites to and records; what somebody who is invited sees and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from confidential.forms import Refused, WordsForm
from confidential.services import open_all
from courses.practice import permissions, queries, recording, services
from courses.practice.forms import (
    ADJUSTMENTS,
    CancelForm,
    CorrectForm,
    InviteForm,
    ObjectForm,
    PlanForm,
    RecordForm,
)
from courses.practice.models import DayState, PracticeDay, PracticePlace, PracticeRecord
from courses.practice.observing import queries as observing
from courses.practice.observing.models import TWICE
from courses.practice.standing import asked_of
from foundation.days import local_day
from foundation.http import Request
from foundation.paging import page_of
from foundation.refusals import Refusal
from foundation.seen import seen
from people.choosing import OFFERED, offered, only_seeks
from people.models import Role
from people.scope import chosen_among


@require_GET
def days(request: Request) -> HttpResponse:
    """A trainer's days; and of everybody, what they are invited to and what was recorded of them."""
    run = page_of(request, queries.run_by(request.user, request.now)) if Role.TRAINER in request.roles else None
    records = {Role.TRAINER, Role.SUPERVISOR} & set(request.roles)
    context = {
        "page": run,
        "own": queries.places_for(request.user)[:OFFERED],
        "shadowed": list(observing.shadowed_by(request.user)),
        "shown": list(observing.shown_to(request.user)),
        "twice": TWICE,
        "asked": asked_of(request.user, request.now),
        "records": bool(records),
        "today": local_day(request.now),
        "written": observing.written_by(request.user, request.now)[:OFFERED] if records else [],
    }
    return render(request, "courses/practice/days.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    """Of one programme; whoever trains in several chooses by `?programme=`."""
    programmes = list(queries.trained_programmes(request.user, request.now))
    programme = chosen_among(programmes, request)
    trainers = list(queries.trainers_of(programme, request.now))
    initial = {"trainers": [str(request.user.pk)]}
    form = PlanForm(request.POST if request.method == "POST" else None, trainers, initial)
    if request.method == "POST" and form.is_valid():
        try:
            day = services.plan_day(programme=programme, plan=form.plan(), by=request.user, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Planned. Now invite people to it."))
            return redirect("practice:invite", day.pk)
    context = {"form": form, "programme": programme, "programmes": programmes}
    return render(request, "courses/practice/plan.html", context, status=422 if form.errors else 200)


def _run(request: Request, pk: UUID) -> PracticeDay:
    """A day of a programme in which they are a trainer now."""
    days = queries.with_trainers(PracticeDay.objects.run_by(request.user, request.now))
    return get_object_or_404(days, pk=pk)


@require_GET
def day(request: Request, pk: UUID) -> HttpResponse:
    """To a trainer all who are invited; to whoever is invited their own part."""
    days = queries.with_trainers(PracticeDay.objects.visible_to(request.user, request.now))
    found = get_object_or_404(days, pk=pk)
    runs = permissions.trains(request.user, found.programme, request.now)
    context: dict[str, Any] = {"day": found, "runs": runs, "begun": found.has_begun(request.now)}
    own = queries.places_for(request.user).filter(day=found).first()
    context["own"] = own
    if runs:
        context |= _of_everybody(request, found)
    return render(request, "courses/practice/day.html", context)


def _of_everybody(request: Request, found: PracticeDay) -> dict[str, Any]:
    """Opens what was asked for, where this trainer may: each reading is on the trail."""
    places = queries.places_of(found)
    readable = permissions.adjustments_open_to(request.user, request.now).filter(day=found).values_list("pk", flat=True)
    keys = set(readable)
    words = open_all([place for place in places if place.pk in keys], viewer=request.user, now=request.now)
    asked = {pk: parts.get(ADJUSTMENTS.key, "") for pk, parts in words.items()}
    coming = [place for place in places if place.answer == PracticePlace.Answer.YES]
    return {
        "people": [(place, asked.get(place.pk, "")) for place in places],
        "coming": len(coming),
        "asked_elsewhere": any(place.asked_at for place in places if place.pk not in keys),
    }


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    found = _run(request, pk)
    if found.state != DayState.PLANNED:
        messages.info(request, str(services.IS_OVER))
        return redirect(found)
    trainers = list(queries.trainers_of(found.programme, request.now))
    form = PlanForm(request.POST if request.method == "POST" else None, trainers, PlanForm.of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_day(
                day=found, plan=form.plan(), by=request.user, seen=request.POST.get("seen", ""), now=request.now
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            found = _run(request, pk)
        else:
            messages.success(request, _("Changed. Everyone who is invited is told."))
            return redirect(found)
    context = {"form": form, "day": found, "seen": seen(found.version)}
    return render(request, "courses/practice/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def invite(request: Request, pk: UUID) -> HttpResponse:
    """The first of those who could come, or those whom a name finds."""
    found = _run(request, pk)
    if found.state != DayState.PLANNED:
        messages.info(request, str(services.IS_OVER))
        return redirect(found)
    offer = offered(request, queries.candidates(found, request.now), chosen=None)
    sent = request.method == "POST" and not only_seeks(request)
    form = InviteForm(request.POST if sent else None, offer.people)
    if sent and form.is_valid():
        try:
            invited = services.invite(day=found, people=form.chosen(), by=request.user, now=request.now)
        except Refusal as refusal:
            form.add_error("people", str(refusal.message))
        else:
            told = _("Invited: %(who)s. They get an email that something is waiting.")
            messages.success(request, told % {"who": ", ".join(place.person.name for place in invited)})
            return redirect(found)
    context = {"form": form, "day": found, "offered": offer}
    return render(request, "courses/practice/invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def cancel(request: Request, pk: UUID) -> HttpResponse:
    found = _run(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.cancel_day(day=found, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Cancelled. Everyone who was invited is told."))
            return redirect("practice:list")
    return render(
        request, "courses/practice/cancel.html", {"form": form, "day": found}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def record(request: Request, pk: UUID) -> HttpResponse:
    """Once, of everybody; what is put right afterwards is added to it."""
    found = _run(request, pk)
    places = queries.places_of(found)
    form = RecordForm(request.POST if request.method == "POST" else None, places)
    if request.method == "POST" and form.is_valid():
        try:
            recording.record_day(day=found, lines=form.lines(), by=request.user, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            found = _run(request, pk)
        else:
            messages.success(request, _("Recorded. Everyone can see what is recorded about them."))
            return redirect(found)
    elif request.method == "GET" and found.state != DayState.PLANNED:
        return redirect(found)
    context = {"form": form, "day": found, "begun": found.has_begun(request.now), "places": queries.places_of(found)}
    return render(request, "courses/practice/record.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: UUID) -> HttpResponse:
    """A line is added about one person; the earlier ones stay."""
    run = PracticeDay.objects.run_by(request.user, request.now).filter(state=DayState.HELD)
    places = PracticePlace.objects.kept().exclude(person=request.user).select_related("day__programme", "person")
    place = get_object_or_404(places.filter(day__in=run), pk=pk)
    last = place.records.order_by("number").last()
    form = CorrectForm(request.POST if request.method == "POST" else None, last)
    if request.method == "POST" and form.is_valid():
        try:
            recording.correct_record(
                place=place,
                line=form.line(),
                reason=form.cleaned_data["reason"],
                by=request.user,
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Added to the record. %(who)s is told.") % {"who": place.person.name})
            return redirect(place.day)
    context = {"form": form, "place": place, "day": place.day, "last": last}
    return render(request, "courses/practice/correct.html", context, status=422 if form.errors else 200)


def _invited_to(request: Request, pk: UUID) -> PracticePlace:
    places = PracticePlace.objects.kept().filter(person=request.user)
    return get_object_or_404(places.select_related("day__programme", "text", "person"), day=pk)


@require_POST
def answer(request: Request, pk: UUID) -> HttpResponse:
    place = _invited_to(request, pk)
    try:
        services.answer_invitation(
            day=place.day, by=request.user, answer=request.POST.get("answer", ""), now=request.now
        )
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Your answer is saved. The trainers can see it."))
    return redirect(place.day)


@require_http_methods(["GET", "POST"])
def adjustments(request: Request, pk: UUID) -> HttpResponse:
    """What would help somebody to take part: written by them, read by the day's trainers once it is sent."""
    place = _invited_to(request, pk)
    if not permissions.can_ask(request.user, place):
        messages.info(request, str(services.IS_OVER))
        return redirect(place.day)
    words = WordsForm(request, place, [ADJUSTMENTS])
    if request.method == "POST":
        outcome = words.save()
        if words.clashed:
            return redirect(words.choose_url)
        if not isinstance(outcome, Refused) and _sent(request, place, words):
            return redirect(place.day)
    trainers = [trainer.person.name for trainer in place.day.trainers.select_related("person")]
    context = {"words": words, "place": place, "day": place.day, "trainers": trainers}
    return render(request, "courses/practice/adjustments.html", context, status=422 if words.errors else 200)


def _sent(request: Request, place: PracticePlace, words: WordsForm) -> bool:
    """Do what the button says. False when something stands in the way; the form then says what."""
    if request.POST.get("action") != "send":
        messages.success(request, _("Your words are saved."))
        return True
    try:
        services.ask_for_adjustments(day=place.day, by=request.user, now=request.now)
    except Refusal as refusal:
        words.add_error(ADJUSTMENTS.key, str(refusal.message))
        return False
    messages.success(request, _("Sent. The trainers of this day can read it now."))
    return True


@require_http_methods(["GET", "POST"])
def not_right(request: Request, pk: UUID) -> HttpResponse:
    """Somebody says of a line about them that it is not right. The line stays, and this is shown beside it."""
    own = PracticeRecord.objects.filter(place__person=request.user, place__withdrawn_at=None)
    found = get_object_or_404(own.select_related("place__day__programme", "by"), pk=pk)
    form = ObjectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recording.object_to_record(record=found, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Kept beside the record. %(who)s is told.") % {"who": found.by.name})
            return redirect(found.place.day)
    context = {"form": form, "record": found, "day": found.place.day}
    return render(request, "courses/practice/not_right.html", context, status=422 if form.errors else 200)
