"""The list of people, as coordinators and governance leads see it."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.http import Request
from foundation.paging import paged, sought
from people.invitations.queries import with_invitations_counted
from people.models import Programme, Role
from people.permissions import may_end
from people.queries import SECOND_FACTOR_ROLES, overseen_programmes
from people.roster.forms import RosterFilter
from people.roster.queries import RosterRow, ended_lately, holding, with_roles, with_standing
from people.scope import chosen_among, coordinates, roles_in


@require_GET
def people(request: Request) -> HttpResponse:
    """Everybody of one programme: their roles, since when and by whom, and what ended lately.

    Coordinators see supervisor, pair, what is missing, and how many are still invited, too.
    """
    programmes = with_invitations_counted(overseen_programmes(request.user, request.now), request.now)
    programme = chosen_among(programmes, request)
    coordinates_it = coordinates(request, programme)
    form = RosterFilter(request.GET, coordinates=coordinates_it)
    listed = paged(request, holding(programme, sought(request), request.now, form.chosen))
    rows = with_roles(listed["page"].object_list, programme, request.now)
    context = listed | {
        "programme": programme,
        "programmes": programmes,
        "filter": form,
        "rows": with_standing(rows, programme, request.now) if coordinates_it else rows,
        "coordinates": coordinates_it,
        "watched": SECOND_FACTOR_ROLES,
        "endable": endable_by(request, rows, programme),
        "invites": coordinates_it or Role.GOVERNANCE in roles_in(request, programme),
        "ended": ended_lately(programme, request.now),
        "page_wide": True,
    }
    return render(request, "people/roster.html", context)


def endable_by(request: Request, rows: Sequence[RosterRow], programme: Programme) -> set[UUID]:
    """Which of these appointments the user may end."""
    roles = roles_in(request, programme)
    return {
        appointment.pk for row in rows for appointment in row.appointments if may_end(appointment, request.user, roles)
    }
