"""A supervisor's own page: on which days they had supervision themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.paging import paged
from foundation.refusals import Refusal
from people.models import Role
from supervision.own import services
from supervision.own.forms import OwnDayForm
from supervision.own.models import OwnSupervision
from supervision.own.queries import own_days


@require_http_methods(["GET", "POST"])
def days(request: Request) -> HttpResponse:
    """For those who supervise now, and for whoever has written a day down."""
    found = own_days(request.user, request.now)
    if Role.SUPERVISOR not in request.roles and not found.exists():
        raise Http404
    form = OwnDayForm(request.POST if request.method == "POST" else None, today=local_day(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_day(person=request.user, day=form.cleaned_data["day"], now=request.now)
        except Refusal as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, _("Added."))
            return redirect("own_supervision:days")
    context = {"form": form, **paged(request, found)}
    return render(request, "supervision/own/days.html", context, status=422 if form.errors else 200)


@require_POST
def take_off(request: Request, pk: UUID) -> HttpResponse:
    row = get_object_or_404(OwnSupervision.objects.visible_to(request.user, request.now), pk=pk)
    services.take_off(row=row)
    messages.success(request, _("Removed from your list."))
    return redirect("own_supervision:days")
