"""A person's page: one year of their supervision, the ten areas over time; for them and for their supervisor now."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from foundation.http import Request
from foundation.paging import paged
from people.models import SupervisionAssignment, User
from supervision.hours.permissions import programmes_open_to
from supervision.hours.views import month_asked
from supervision.year.areas import SIDE_BY_SIDE, grid_of
from supervision.year.opening import reviews_between, supervision_shown, year_of


@require_GET
def year(request: Request, pk: UUID) -> HttpResponse:
    assignment, context = _shown(request, pk)
    if assignment:
        found = year_of(assignment, request.user, month_asked(request), request.now)
        context |= {"year": found, "before": found.statement.year_before, "after": found.statement.year_after}
    return render(request, "supervision/year/year.html", context)


@require_GET
def areas(request: Request, pk: UUID) -> HttpResponse:
    """The newest reviews side by side; those before them on the next page."""
    assignment, context = _shown(request, pk)
    if assignment:
        context |= paged(request, reviews_between(assignment), SIDE_BY_SIDE)
        grid = grid_of(assignment, list(context["page"]), request.user, request.now)
        context |= {"assignment": assignment, "grid": grid}
    return render(request, "supervision/year/areas.html", context)


def _shown(request: Request, pk: UUID) -> tuple[SupervisionAssignment | None, dict[str, Any]]:
    """Whose page it is and in which programme: the one that the address names, of those that the two share."""
    person = get_object_or_404(User, pk=pk)
    programmes = list(programmes_open_to(request.user, person, request.now))
    if not programmes:
        raise Http404
    named = [programme for programme in programmes if programme.slug == request.GET.get("in")]
    programme = (named or programmes)[0]
    context: dict[str, Any] = {
        "person": person,
        "programme": programme,
        "others": [other for other in programmes if other != programme],
        "page_wide": True,
    }
    return supervision_shown(person, programme, request.now), context
