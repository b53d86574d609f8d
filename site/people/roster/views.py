"""The list of people, as coordinators and governance leads see it, and the end of a role."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from people import services
from people.invitations.queries import with_invitations_counted
from people.models import Appointment, Programme, Role
from people.permissions import may_end
from people.queries import SECOND_FACTOR_ROLES, overseen_programmes
from people.roster.queries import RosterRow, ended_lately, holders, with_standing
from people.scope import chosen_among, coordinates, in_programme, roles_in

A_PAGE = 30


@require_GET
def people(request: Request) -> HttpResponse:
    """Everybody of one programme: their roles, since when and by whom, and what ended lately.

    Coordinators see supervisor, pair, what is missing, and how many are still invited, too.
    """
    programmes = with_invitations_counted(overseen_programmes(request.user, request.now), request.now)
    programme = chosen_among(programmes, request)
    page = Paginator(holders(programme, request.now), A_PAGE).get_page(request.GET.get("page"))
    rows, theirs = list(page.object_list), coordinates(request, programme)
    context = {
        "programme": programme, "programmes": programmes, "page": page, "query": f"programme={programme.slug}&",
        "rows": with_standing(rows, programme, request.now) if theirs else rows, "coordinates": theirs,
        "watched": SECOND_FACTOR_ROLES, "endable": endable_by(request, rows, programme),
        "invites": theirs or Role.GOVERNANCE in roles_in(request, programme),
        "ended": ended_lately(programme, request.now), "page_wide": True,
    }
    return render(request, "people/roster.html", context)


def endable_by(request: Request, rows: Sequence[RosterRow], programme: Programme) -> set[UUID]:
    """Which of these appointments the user may end."""
    held = roles_in(request, programme)
    return {one.pk for row in rows for one in row.appointments if may_end(one, request.user, held)}


@require_http_methods(["GET", "POST"])
def end_role(request: Request, pk: UUID) -> HttpResponseBase:
    """Say what ends with it, then end it."""
    appointment = _endable(request, pk)
    if request.method == "POST":
        try:
            services.end_appointment(appointment=appointment, by=request.user, now=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("people:end_role", pk)
        sentence = _("%(name)s is no longer a %(role)s here.")
        words = {"name": appointment.person.name, "role": appointment.get_role_display()}
        messages.success(request, sentence % words)
        still = overseen_programmes(request.user, request.now).contains(appointment.programme)
        return redirect(in_programme("people:roster", appointment.programme) if still else "pages:my_day")
    context = {
        "appointment": appointment, "own": appointment.person == request.user,
        "watched": appointment.role in SECOND_FACTOR_ROLES,
    }
    return render(request, "people/end_role.html", context)


def _endable(request: Request, pk: UUID) -> Appointment:
    current = Appointment.objects.current(request.now).select_related("person", "programme")
    appointment = get_object_or_404(current, pk=pk)
    if not may_end(appointment, request.user, roles_in(request, appointment.programme)):
        raise Http404
    return appointment
