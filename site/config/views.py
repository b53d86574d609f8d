"""Views that belong to no app."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from delivery.heartbeat import worker_silent_seconds
from delivery.queries import given_up, seconds_behind
from foundation.http import Request
from foundation.needs import unmet
from foundation.tablestats import absent


@login_not_required
def healthz(request: Request) -> HttpResponse:
    """200 when a visitor would be served: for load balancers, and for whoever watches the worker.

    However long effects have waited it stays 200: a web server that is taken away because mail waits helps nobody.
    What is lacking is told by its name alone: anybody may ask. `check --deploy` tells the rest.
    """
    try:
        lacking = [name for name, _missing in unmet()]
        # Without its tables there is nobody to ask about the worker.
        worker = {} if "migrations" in lacking else _the_worker(request.now) | _what_slows()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"database": "does not answer"}, status=503)
    return JsonResponse({"database": "answers", "lacking": lacking} | worker, status=503 if lacking else 200)


def _what_slows() -> dict[str, Any]:
    """Named only where it is so: a slow site is better than none."""
    return {"statistics_of_the_tables": "absent"} if absent() else {}


def _the_worker(now: datetime) -> dict[str, Any]:
    return {
        "worker_silent_seconds": worker_silent_seconds(now),
        "oldest_pending_effect_seconds": seconds_behind(now),
        "effects_given_up": given_up(),
    }


@login_not_required
def sign_in_elsewhere(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Wagtail's own sign-in and password reset lead to the one door, whatever was sent to them."""
    target = request.GET.get("next") or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def account_elsewhere(_request: HttpRequest) -> HttpResponse:
    """Wagtail's own account page lets editors rename themselves; certificates and supervisors go by that name."""
    return redirect("pages:account")
