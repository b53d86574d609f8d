"""One page for every event: what hangs on it, decided before it happens. Each app has its own address for it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from people.endings import services
from people.endings.forms import EndingForm
from people.endings.models import Event
from people.endings.queries import ending_ahead, hanging_on, sections_of, warnings_of
from people.endings.registry import Found, Kind, Occasion, kinds

CALL_OFF = "call_off"


@require_http_methods(["GET", "POST"])
def ending(request: Request, event: Event, pk: UUID | None = None, **more: Any) -> HttpResponseBase:
    """Say what hangs on it, ask about each, then end it."""
    kind = kinds[event]
    occasion = kind.load(request, pk, **more)
    if request.method == "POST" and CALL_OFF in request.POST:
        return _call_off(request, kind, occasion)
    found = hanging_on(occasion)
    posted = request.POST if request.method == "POST" else None
    form = EndingForm(posted, found, programme=occasion.programme, dated=kind.dated, now=request.now)
    if request.method == "POST" and form.is_valid():
        occasion = replace(occasion, at=form.at(), seen=request.POST.get("seen", NOT_ASKED))
        try:
            kind.perform(occasion, form.choices())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, kind.said(occasion))
            return redirect(kind.back(request, occasion))
    return _page(request, kind, occasion, form, found)


def _page(request: Request, kind: Kind, occasion: Occasion, form: EndingForm, found: list[Found]) -> HttpResponse:
    context = {
        "occasion": occasion,
        "title": kind.title(occasion),
        "sentences": kind.sentences(occasion),
        "form": form,
        "lead": kind.lead(occasion),
        "button": kind.button,
        "back": kind.back(request, occasion),
        "warnings": warnings_of(occasion),
        "sections": [
            (section, [(item, _field(form, item), form.beside(item)) for item in section.things])
            for section in sections_of(occasion, found)
        ],
        "ahead": ending_ahead(occasion),
        "beside": kind.beside(occasion),
        "seen": seen(*kind.decided(occasion)),
    }
    return render(request, "people/ending.html", context, status=422 if form.errors else 200)


def _field(form: EndingForm, found: Found) -> object:
    return form[found.name] if found.name in form.fields else None


def _call_off(request: Request, kind: Kind, occasion: Occasion) -> HttpResponseBase:
    try:
        services.call_off(occasion=occasion)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Called off. Everyone who had been told will hear that it goes on."))
    return redirect(kind.back(request, occasion))


@require_POST
def put_away(request: Request) -> HttpResponse:
    """The user has seen what they were told."""
    services.put_away(person=request.user, now=request.now)
    return redirect("pages:my_day")
