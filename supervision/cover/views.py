"""Leave and cover: set it, move its end, end it now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from people.endings.models import Event
from people.endings.queries import hanging_on
from people.endings.registry import kinds
from people.models import CoverWindow
from supervision.cover import queries, services
from supervision.cover.forms import CoverForm, EndForm, is_over
from supervision.cover.leave import form_for, leave_occasion


@require_http_methods(["GET", "POST"])
def windows(request: Request) -> HttpResponse:
    """Who covers for me and for whom I cover; set a cover."""
    posted = request.POST if request.method == "POST" else None
    form = form_for(request, posted, initial={"first_day": local_day(request.now)})
    if request.method == "POST" and form.is_valid():
        occasion = leave_occasion(request.user, form.leave(), request.now)
        if hanging_on(occasion):
            return redirect(_address(form))
        try:
            kinds[Event.LEAVE_BEGINS].perform(occasion, {})
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, kinds[Event.LEAVE_BEGINS].said(occasion))
            return redirect("cover:list")
    context = {
        "form": form, "others": form.others, "inside": queries.inside_leave(request.user, request.now),
        "cover": queries.cover_around(request.user, request.now),
    }
    return render(request, "supervision/cover/list.html", context, status=422 if form.errors else 200)


def _address(form: CoverForm) -> str:
    """The page that lists the meetings inside a leave."""
    days = (form.cleaned_data[name].isoformat() for name in ("first_day", "last_day"))
    return reverse("cover:leave", args=[*days, form.covers()])


def _own(request: Request, pk: UUID) -> CoverWindow:
    return get_object_or_404(queries.covers_for(request.user, request.now).select_related("cover", "programme"), pk=pk)


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """Another last day."""
    window = _own(request, pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        ends_at = is_over(form.cleaned_data["last_day"], window.programme)
        try:
            services.move_end(window=window, by=request.user, ends_at=ends_at, now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("cover:list")
    status = 422 if form.errors else 200
    return render(request, "supervision/cover/change.html", {"window": window, "form": form}, status=status)


@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """At this instant."""
    window = _own(request, pk)
    try:
        services.end_cover(window=window, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Ended. %(who)s sees nothing of it any more.") if window.cover else _("Ended.")
        messages.success(request, str(said) % {"who": window.cover})
    return redirect("cover:list")
