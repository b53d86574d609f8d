"""Leave and cover: set it, change it, end it now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from people.endings.queries import hanging_on
from people.endings.registry import Occasion, kinds
from supervision.cover import queries
from supervision.cover.changes import change_occasion, form_to_change, own_window
from supervision.cover.forms import CoverForm
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
        if _performed(request, occasion, form):
            return redirect("cover:list")
    context = {
        "form": form,
        "others": form.colleagues,
        "inside": queries.inside_leave(request.user, request.now),
        "cover": queries.cover_around(request.user, request.now),
    }
    return render(request, "supervision/cover/list.html", context, status=422 if form.errors else 200)


def _address(form: CoverForm) -> str:
    """The page that lists the meetings inside a leave."""
    days = (form.cleaned_data[name].isoformat() for name in ("first_day", "last_day"))
    return reverse("cover:leave", args=[*days, form.covers()])


@require_http_methods(["GET", "POST"])
def change(request: Request, pk: UUID) -> HttpResponse:
    """Another cover, or other days."""
    window = own_window(request, pk)
    form = form_to_change(window, request.POST if request.method == "POST" else None, request.now)
    if request.method == "POST" and form.is_valid():
        occasion = change_occasion(window, form.away(), request.now)
        if hanging_on(occasion):
            return redirect(reverse("cover:changes", kwargs={"pk": pk, **form.as_address()}))
        if _performed(request, occasion, form):
            return redirect("cover:list")
    status = 422 if form.errors else 200
    return render(request, "supervision/cover/change.html", {"window": window, "form": form}, status=status)


def _performed(request: Request, occasion: Occasion, form: CoverForm) -> bool:
    kind = kinds[occasion.event]
    try:
        kind.perform(occasion, {})
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, kind.said(occasion))
    return True


@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """At this instant, unless that leaves something behind."""
    occasion = change_occasion(own_window(request, pk), None, request.now)
    if hanging_on(occasion):
        return redirect("cover:ends", pk)
    kind = kinds[occasion.event]
    try:
        kind.perform(occasion, {})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, kind.said(occasion))
    return redirect("cover:list")
