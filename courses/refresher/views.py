"""One's own refresher: what it asks, when it is due, and when its clock stands still."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.outline import current_outline
from courses.refresher import services
from courses.refresher.forms import PauseForm, RefresherForm, people_to_say_it_to
from courses.refresher.models import Refresher, RefresherPause
from courses.refresher.queries import MODULE, standing_of
from foundation.http import Request
from foundation.refusals import Refusal


@require_http_methods(["GET", "POST"])
def standing(request: Request) -> HttpResponse:
    form = _refresher_form(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_refresher(
                person=request.user, said_to=form.said_to_person, said_on=form.cleaned_data["said_on"], now=request.now
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. The next one is due in a year."))
            return redirect("refresher:standing")
    return _show(request, form, PauseForm())


@require_POST
def pause(request: Request) -> HttpResponse:
    form = PauseForm(request.POST)
    if form.is_valid():
        try:
            services.pause_refresher(person=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted. These days do not count towards the year."))
            return redirect("refresher:standing")
    return _show(request, _refresher_form(request), form)


@require_POST
def back(request: Request, pk: UUID) -> HttpResponse:
    """Back from today on."""
    own = get_object_or_404(RefresherPause.objects.visible_to(request.user, request.now), pk=pk)
    standing = standing_of(request.user, request.now)
    if standing:
        services.end_pause(pause=own, last_day=standing.today)
        messages.success(request, _("Welcome back. The year goes on from tomorrow."))
    return redirect("refresher:standing")


def _refresher_form(request: Request, data: object = None) -> RefresherForm:
    return RefresherForm(data, people=people_to_say_it_to(request.user, request.now))


def _show(request: Request, form: RefresherForm, pause_form: PauseForm) -> HttpResponse:
    outline = current_outline()
    context = {
        "form": form,
        "pause_form": pause_form,
        "standing": standing_of(request.user, request.now),
        "module": next((module for module in outline.modules() if module.key == MODULE), None),
        "done": Refresher.objects.visible_to(request.user, request.now).select_related("said_to").order_by("-said_on"),
        "pauses": RefresherPause.objects.visible_to(request.user, request.now).order_by("-first_day", "pk"),
    }
    failed = form.errors or pause_form.errors
    return render(request, "courses/refresher/standing.html", context, status=422 if failed else 200)
