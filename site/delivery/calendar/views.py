"""The page about one's calendar; the calendar itself, by its secret address; and one event as a file."""

import hashlib
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from delivery.calendar.events import Window, event_of, events_of
from delivery.calendar.limits import SECONDS, most_fetches, too_many_fetches
from delivery.calendar.models import CalendarAddress
from delivery.calendar.services import address_with, make_address, note_fetch, stop_address
from delivery.calendar.writing import calendar_of
from foundation.days import local_day
from foundation.http import Request

TYPE = "text/calendar; charset=utf-8"


@never_cache
@require_http_methods(["GET", "POST"])
def subscription(request: Request) -> HttpResponse:
    """The address is in the answer to the press that made it, and on no page after that."""
    secret = ""
    if request.method == "POST":
        if request.POST.get("action") == "stop":
            stop_address(person=request.user)
            messages.success(request, _("The address leads nowhere from now on."))
            return redirect("calendar:subscription")
        secret = make_address(person=request.user, now=request.now)
    address = CalendarAddress.objects.filter(person=request.user).first()
    url = f"{settings.BASE_URL}{reverse('calendar:feed', args=[secret])}" if secret else ""
    webcal = f"webcal://{url.partition('://')[2]}"
    return render(request, "delivery/calendar/subscription.html", {"address": address, "url": url, "webcal": webcal})


@login_not_required
@require_safe
def feed(request: Request, secret: str) -> HttpResponse:
    """Whoever has the address reads times, and nothing else. Unknown or stopped is 404; asked for too often, 429."""
    address = address_with(secret)
    if address is None:
        raise Http404
    response = _busy() if too_many_fetches(address, request.now) else _calendar(request, address)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _busy() -> HttpResponse:
    """A program tries again by itself; a person who looks why reads what to set."""
    said = _(
        "This calendar was fetched more than %(most)s times in ten minutes. Set your calendar program to fetch it once "
        "an hour. It answers again in ten minutes, with everything in it."
    ) % {"most": most_fetches()}
    response = HttpResponse(said, content_type="text/plain; charset=utf-8", status=429)
    response["Retry-After"] = str(SECONDS)
    response["Cache-Control"] = "private, no-store"
    return response


def _calendar(request: Request, address: CalendarAddress) -> HttpResponse:
    """As it is now, or 304 to a program that has it so."""
    today = local_day(request.now)
    note_fetch(address, today=today, program=request.headers.get("User-Agent", ""))
    events = events_of(address.person, Window.around(today), request.now)
    body = calendar_of(events)
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    is_known = tag in [
        known.strip().removeprefix("W/") for known in request.headers.get("If-None-Match", "").split(",")
    ]
    response = HttpResponse(status=304) if is_known else HttpResponse(body, content_type=TYPE)
    response["ETag"] = tag
    response["Last-Modified"] = http_date(max([address.made_at, *(event.stamp for event in events)]).timestamp())
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
def event(request: Request, pk: UUID) -> HttpResponse:
    """One event of one's own, to be opened in a calendar program."""
    found = event_of(request.user, pk, request.now, local_day(request.now))
    if found is None:
        raise Http404
    response = HttpResponse(calendar_of([found]), content_type=TYPE)
    response["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response
