"""A person's page: one year of their supervision, for them and for whoever supervises them now."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from foundation.http import Request
from people.models import User
from supervision.hours.permissions import programmes_open_to
from supervision.hours.views import month_asked
from supervision.year.opening import supervision_shown, year_of


@require_GET
def year(request: Request, pk: UUID) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    programmes = list(programmes_open_to(request.user, person, request.now))
    if not programmes:
        raise Http404
    named = [programme for programme in programmes if programme.slug == request.GET.get("in")]
    programme = (named or programmes)[0]
    assignment = supervision_shown(person, programme, request.now)
    context: dict[str, object] = {
        "person": person,
        "programme": programme,
        "others": [other for other in programmes if other != programme],
        "page_wide": True,
    }
    if assignment:
        found = year_of(assignment, request.user, month_asked(request), request.now)
        context |= {"year": found, "before": found.statement.year_before, "after": found.statement.year_after}
    return render(request, "supervision/year/year.html", context)
