"""Views that belong to no app."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from delivery.queries import given_up, seconds_behind
from foundation.http import Request


@login_not_required
def healthz(request: Request) -> HttpResponse:
    """200 when the database answers: for load balancers, and for whoever watches the worker.

    However long effects have waited it stays 200: a web server that is taken away because mail waits helps nobody.
    """
    return JsonResponse({
        "database": "answers",
        "oldest_pending_effect_seconds": seconds_behind(request.now),
        "effects_given_up": given_up(),
    })


@login_not_required
def sign_in_elsewhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Wagtail's own sign-in and password reset lead to the one door, whatever was sent to them."""
    target = request.GET.get("next", "/admin/")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def account_elsewhere(request: HttpRequest) -> HttpResponse:
    """Wagtail's own account page lets editors rename themselves; certificates and supervisors go by that name."""
    return redirect("pages:account")
