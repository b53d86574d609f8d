"""Checking a certificate: public, without cookies, and with the same work for every code."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from certificates.codes import canonical, digest, grouped
from certificates.facts import check_at
from certificates.forms import CodeForm
from certificates.limits import SECONDS, too_many_checks
from certificates.models import Certificate
from foundation.days import local_day
from foundation.http import Request

View = Callable[..., HttpResponseBase]


def public_and_unlisted(view: View) -> View:
    """For anybody, but not for search engines, and kept by nobody in between."""

    @wraps(view)
    def with_headers(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return login_not_required(require_safe(with_headers))


@public_and_unlisted
def verify(request: Request) -> HttpResponseBase:
    """The form. A code that was sent leads to its own address."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify_code", code=form.cleaned_data["code"])
    return render(request, "certificates/verify.html", {"form": form, "site_address": check_at()})


@public_and_unlisted
def verify_code(request: Request, code: str) -> HttpResponse:
    """One of five answers: valid, expired, no longer current, replaced, unknown."""
    if too_many_checks(request, request.now):
        busy = render(request, "certificates/verify_busy.html", status=429)
        busy["Retry-After"] = str(SECONDS)
        return busy
    found = lookup(code)
    context: dict[str, Any] = {"site_address": check_at()}
    if found is None:
        return render(request, "certificates/verify_unknown.html", context | {"form": CodeForm()}, status=404)
    today = local_day(request.now, found.programme.zone)
    context |= {
        "certificate": found,
        "facts": found.facts,
        "status": found.status(today),
        "successor": grouped(found.successor_code) if found.successor_code else "",
    }
    return render(request, "certificates/verify_answer.html", context)


def lookup(code: str) -> Certificate | None:
    """The certificate with this code: one search for a digest, whatever was typed."""
    known = Certificate.objects.with_standing().select_related("programme")
    return known.filter(code_digest=digest(canonical(code))).first()
