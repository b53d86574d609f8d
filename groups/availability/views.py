"""One's own week, and the page on which a coordinator reads another's."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from groups.availability import services
from groups.availability.forms import WeekForm
from groups.availability.queries import by_day, own_availability, weeks_for
from people.queries import facilitator_programme


@require_http_methods(["GET", "POST"])
def week(request: Request) -> HttpResponse:
    row = own_availability(request.user)
    programme = facilitator_programme(request.user, request.now)
    form = WeekForm(
        request.POST if request.method == "POST" else None, row=row, zone=programme.zone if programme else ""
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.say_availability(person=request.user, now=request.now, **form.facts)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your week is saved. We ask you again in 16 weeks."))
            return redirect("availability:week")
    context = {
        "form": form,
        "row": row,
        "old": bool(row and row.is_old(local_day(request.now, row.zone))),
        "facilitates": programme is not None,
    }
    return render(request, "groups/availability/week.html", context, status=422 if form.errors else 200)


@require_POST
def still_right(request: Request) -> HttpResponse:
    try:
        services.confirm_availability(person=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. We ask you again in 16 weeks."))
    return redirect("availability:week")


@require_POST
def take_back(request: Request) -> HttpResponse:
    services.take_back_availability(person=request.user)
    messages.success(request, _("Your week is gone. You can tick a new one at any time."))
    return redirect("availability:week")


@require_GET
def of_one(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(weeks_for(request.user, request.now), pk=pk)
    context = {
        "row": row,
        "days": by_day(row, request.now),
        "old": row.is_old(local_day(request.now, row.zone)),
    }
    return render(request, "groups/availability/of_one.html", context)
