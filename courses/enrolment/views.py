"""Cohorts: what a coordinator or trainer plans and looks at, and what somebody who takes a course does themselves."""

from dataclasses import asdict
from typing import Any, Protocol
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from courses.enrolment import queries, services
from courses.enrolment.forms import CohortForm, NewCohortForm
from courses.enrolment.models import Cohort
from courses.outline import current_outline
from foundation.http import Request
from foundation.paging import paged, sought
from foundation.refusals import Refusal
from foundation.seen import seen
from people.models import User
from people.scope import chosen_among
from people.searching import named


@require_GET
def cohorts(request: Request) -> HttpResponse:
    """Of one programme; whoever runs several chooses by `?programme=`."""
    programmes = list(queries.programmes_run(request.user, request.now))
    programme = chosen_among(programmes, request)
    context = {"programme": programme, "programmes": programmes, "courses": current_outline().courses}
    context |= paged(request, queries.cohorts_of(programme))
    return render(request, "courses/enrolment/cohorts.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: Request) -> HttpResponse:
    programmes = list(queries.programmes_run(request.user, request.now))
    programme = chosen_among(programmes, request)
    form = NewCohortForm(request.POST if request.method == "POST" else None, current_outline().courses)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"course": form.course_chosen(), "plan": form.plan()}
        try:
            found = services.plan_cohort(programme=programme, by=request.user, now=request.now, **facts)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(
                request, _("Planned. The facilitators of your programme find it on My day and enrol there.")
            )
            return redirect(found)
    context = {"form": form, "programme": programme}
    return render(request, "courses/enrolment/plan.html", context, status=422 if form.errors else 200)


def _run(request: Request, pk: UUID) -> Cohort:
    """A cohort of a programme in which they coordinate or train now."""
    run = Cohort.objects.run_by(request.user, request.now).select_related("programme")
    return get_object_or_404(run, pk=pk)


@require_GET
def cohort(request: Request, pk: UUID) -> HttpResponse:
    """Who is in it, and how many steps each has done. Never an answer, and never anybody's words."""
    found, asked = _run(request, pk), sought(request)
    places = queries.places_in(found, request.now)
    context = paged(request, places.filter(named(asked, "person__")) if asked else places)
    context |= {"cohort": found, "people": queries.shown(found, context["page"].object_list)}
    return render(request, "courses/enrolment/cohort.html", context)


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    found = _run(request, pk)
    stands = services.CohortPlan.of(found)
    form = CohortForm(request.POST if request.method == "POST" else None, initial=asdict(stands))
    if request.method == "POST" and form.is_valid():
        shown = request.POST.get("seen", "")
        try:
            services.change_cohort(cohort=found, plan=form.plan(), by=request.user, shown=shown, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
            found = _run(request, pk)
            stands = services.CohortPlan.of(found)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    context = {"form": form, "cohort": found, "seen": seen(*stands.facts)}
    return render(request, "courses/enrolment/change.html", context, status=422 if form.errors else 200)


class Verb(Protocol):
    def __call__(self, *, cohort: Cohort, person: User, now: Any) -> object: ...


@require_POST
def enrol(request: Request, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Cohort.objects.offered_to(request.user, request.now).select_related("programme"), pk=pk)
    return _done(request, found, services.enrol_in, _("You are enrolled. Stop after any step; your place is kept."))


def _entered(request: Request, pk: UUID) -> Cohort:
    """One that they enrolled in, and may have withdrawn from."""
    return get_object_or_404(Cohort.objects.filter(places__person=request.user).select_related("programme"), pk=pk)


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    said = _("You have withdrawn. All that you have done is kept, and you get no reminders about this date.")
    return _done(request, _entered(request, pk), services.withdraw, said)


@require_POST
def come_back(request: Request, pk: UUID) -> HttpResponse:
    return _done(request, _entered(request, pk), services.come_back, _("Welcome back. You go on where you stopped."))


def _done(request: Request, cohort: Cohort, verb: Verb, said: str) -> HttpResponse:
    """To the page of the course, where all three are pressed."""
    try:
        verb(cohort=cohort, person=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)
    course = queries.course_of(cohort)
    return redirect(f"{course.url}#dates" if course else reverse("courses:index"))
