"""The whole list behind the coordinator's card, each line with the place where one can act."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.http import Request
from people.models import Role
from supervision.overlooked import queries

MOST = 100


@require_GET
def overlooked(request: Request) -> HttpResponse:
    programmes = request.roles.get(Role.COORDINATOR, [])
    if not programmes:
        raise Http404
    context = {
        "unsupervised": queries.without_supervisor(programmes, request.now)[:MOST],
        "pairs": queries.incomplete_pairs(programmes, request.now)[:MOST],
        "idle": queries.idle(programmes, request.now)[:MOST],
        "most": MOST,
    }
    return render(request, "supervision/overlooked/list.html", context)
