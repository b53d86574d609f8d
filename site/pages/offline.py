"""Without signal: one page of ours in place of the browser's own error. It has the numbers to ring, and nobody's data.

A small worker in the browser keeps this page, and nothing else. It asks for it as nobody (no cookie goes along), and
again every hour while there is signal, so that no old number stays.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.queries import services_by_strength
from foundation.days import local_day
from foundation.http import Request


@login_not_required
@require_safe
def page(request: Request) -> HttpResponse:
    """The same for everybody, whoever is signed in."""
    context = {"strengths": services_by_strength(), "today": local_day(request.now)}
    return _always_asked_for(render(request, "pages/offline.html", context))


@login_not_required
@require_safe
def worker(request: Request) -> HttpResponse:
    """At the root, because a worker stands in only for what lies below its own address."""
    return _always_asked_for(render(request, "pages/offline_worker.js", content_type="text/javascript; charset=utf-8"))


def _always_asked_for(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    return response
