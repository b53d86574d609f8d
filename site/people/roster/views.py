"""The coordinator's list of people, and the end of a role."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from people import services
from people.invitations.queries import with_invitations_counted
from people.models import Appointment, Role
from people.queries import coordinated_programmes, programmes_of
from people.roster.queries import holders, with_standing
from people.scope import chosen_among, in_programme

A_PAGE = 30


@require_GET
def people(request: Request) -> HttpResponse:
    """Everybody of one programme: roles, supervisor, pair, what is missing; and how many are still invited."""
    programmes = with_invitations_counted(coordinated_programmes(request.user, request.now), request.now)
    programme = chosen_among(programmes, request)
    page = Paginator(holders(programme, request.now), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme, "programmes": programmes, "page": page, "query": f"programme={programme.slug}&",
        "rows": with_standing(list(page.object_list), programme, request.now), "page_wide": True,
    }
    return render(request, "people/roster.html", context)


@require_http_methods(["GET", "POST"])
def end_role(request: Request, pk: UUID) -> HttpResponseBase:
    """Say what ends with it, then end it."""
    coordinated = programmes_of(request.user, Role.COORDINATOR, request.now)
    current = Appointment.objects.current(request.now).filter(programme__in=coordinated)
    appointment = get_object_or_404(current.select_related("person", "programme"), pk=pk)
    if request.method == "POST":
        try:
            services.end_appointment(appointment=appointment, by=request.user, now=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("people:end_role", pk)
        sentence = _("%(name)s is no longer a %(role)s here.")
        words = {"name": appointment.person.name, "role": appointment.get_role_display()}
        messages.success(request, sentence % words)
        still = programmes_of(request.user, Role.COORDINATOR, request.now)
        return redirect(in_programme("people:roster", appointment.programme) if still else "pages:my_day")
    context = {"appointment": appointment, "own": appointment.person == request.user}
    return render(request, "people/end_role.html", context)
