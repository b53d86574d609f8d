"""Leave and cover: set it, move its end, end it now."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from people.models import CoverWindow, Role
from supervision.cover import queries, services
from supervision.cover.forms import CoverForm, EndForm, is_over


@require_http_methods(["GET", "POST"])
def windows(request: Request) -> HttpResponse:
    """Who covers for me and for whom I cover; set a cover."""
    programmes = request.roles.get(Role.SUPERVISOR)
    if not programmes:
        raise Http404
    others = list(queries.who_may_cover(request.user, programmes, request.now))
    posted = request.POST if request.method == "POST" else None
    form = CoverForm(posted, others, initial={"first_day": timezone.localdate(request.now)})
    if request.method == "POST" and form.is_valid():
        try:
            window = services.set_cover(supervisor=request.user, now=request.now, **form.window())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Set. %(who)s is told that something is waiting.") % {"who": window.cover.name})
            return redirect("cover:list")
    context = {"form": form, "others": others, "cover": queries.cover_around(request.user, request.now)}
    return render(request, "supervision/cover/list.html", context, status=422 if form.errors else 200)


def _own(request: Request, pk: UUID) -> CoverWindow:
    return get_object_or_404(CoverWindow.objects.select_related("cover", "programme"), pk=pk, supervisor=request.user)


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
        messages.success(request, _("Ended. %(who)s sees nothing of it any more.") % {"who": window.cover.name})
    return redirect("cover:list")
