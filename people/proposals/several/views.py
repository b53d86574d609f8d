"""Choose a supervisor, look at whom nobody supervises, and ask all who are ticked at one press."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.ids import as_uuid
from foundation.paging import A_PAGE, paged, sought
from people.models import Appointment, Programme, Role, User
from people.proposals.forms import CONFLICTS
from people.proposals.queries import supervisors_of, with_load
from people.proposals.several import queries
from people.proposals.several.services import propose_to_several
from people.scope import chosen_programme
from people.searching import named


@require_http_methods(["GET", "POST"])
def propose_many(request: Request) -> HttpResponse:
    programme = chosen_programme(request)
    to = _supervisor(request, programme)
    if to is None:
        return _choosing(request, programme)
    return _looking(request, programme, to)


def _supervisor(request: Request, programme: Programme) -> User | None:
    """Whom the address names. Raises Http404 for who does not supervise in the programme."""
    asked = request.POST.get("to") or request.GET.get("to", "")
    if not asked:
        return None
    key = as_uuid(asked)
    if key is None:
        raise Http404
    return get_object_or_404(supervisors_of(programme, request.now), pk=key)


def _choosing(request: Request, programme: Programme) -> HttpResponse:
    found = supervisors_of(programme, request.now)
    asked = sought(request)
    context = paged(request, found.filter(named(asked)) if asked else found)
    context |= {"programme": programme, "supervisors": with_load(context["page"].object_list)}
    return render(request, "people/propose_many_to.html", context)


def _looking(request: Request, programme: Programme, to: User) -> HttpResponse:
    is_sent = request.method == "POST"
    chosen = list(_ticked(request, programme, to)) if is_sent else []
    outcomes = propose_to_several(chosen=chosen, to=to, by=request.user, now=request.now)
    found = queries.judged(queries.without_supervisor(programme, sought(request), request.now), to, request.now)
    context = paged(request, found)
    refused = [outcome for outcome in outcomes if outcome.refused]
    lines = queries.lines_of(context["page"].object_list, to)
    context |= {
        "programme": programme,
        "to": to,
        "conflicts": CONFLICTS,
        "lines": lines,
        "asked_both": [outcome for outcome in outcomes if outcome.proposal],
        "refused": refused,
        "nothing_ticked": is_sent and not chosen,
        # What was refused stays ticked, so that nothing has to be looked for again.
        "ticked": {outcome.appointment.pk for outcome in refused},
        "can_ask": any(not line.why_not for line in lines),
    }
    status = 422 if refused or context["nothing_ticked"] else 200
    return render(request, "people/propose_many.html", context, status=status)


def _ticked(request: Request, programme: Programme, to: User) -> Any:
    """The facilitators whose boxes were ticked, whatever has become of them since; whatever else is sent is none."""
    keys = [key for value in request.POST.getlist("person")[:A_PAGE] if (key := as_uuid(value))]
    facilitators = Appointment.objects.current(request.now).filter(role=Role.FACILITATOR, programme=programme)
    ticked = facilitators.filter(pk__in=keys).select_related("person", "programme")
    return queries.judged(ticked, to, request.now).order_by("person__sort_name", "person", "pk")
