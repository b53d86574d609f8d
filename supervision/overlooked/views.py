"""The whole list behind the coordinator's card, each line with the place where one can act."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.http import Request
from foundation.paging import A_PAGE, paged
from people.models import Role
from supervision.overlooked import queries

LISTS: dict[str, Any] = {
    "unsupervised": queries.without_supervisor,
    "pairs": queries.incomplete_pairs,
    "idle": queries.idle,
}


@require_GET
def overlooked(request: Request) -> HttpResponse:
    """The first of all three; each by itself in pages where there are more."""
    if not request.roles.get(Role.COORDINATOR):
        raise Http404
    chosen = request.GET.get("list", "")
    context = _one_list(request, chosen) if chosen in LISTS else _all_lists(request)
    return render(request, "supervision/overlooked/list.html", context)


def _found(request: Request, name: str) -> Any:
    return LISTS[name](request.roles[Role.COORDINATOR], request.now)


def _one_list(request: Request, name: str) -> dict[str, Any]:
    listed = paged(request, _found(request, name))
    return listed | {name: listed["page"].object_list, "chosen": name}


def _all_lists(request: Request) -> dict[str, Any]:
    found = {name: list(_found(request, name)[: A_PAGE + 1]) for name in LISTS}
    shown = {name: rows[:A_PAGE] for name, rows in found.items()}
    return {**shown, "more": {name: len(rows) > A_PAGE for name, rows in found.items()}}
