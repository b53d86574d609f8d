"""Views that belong to no app."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers: for load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def sign_in_elsewhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Wagtail's own sign-in and password reset lead to the one door, whatever was sent to them."""
    target = request.GET.get("next", "/admin/")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def account_elsewhere(request: HttpRequest) -> HttpResponse:
    """Wagtail's own account page lets editors rename themselves; certificates and supervisors go by that name."""
    return redirect("pages:account")
