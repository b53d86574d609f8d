"""The list of people, as coordinators and governance leads see it."""

from collections.abc import Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.http import Request
from people.invitations.queries import with_invitations_counted
from people.models import Programme, Role
from people.permissions import may_end
from people.queries import SECOND_FACTOR_ROLES, overseen_programmes
from people.roster.queries import RosterRow, ended_lately, holders, with_standing
from people.scope import chosen_among, coordinates, roles_in

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
        "programme": programme,
        "programmes": programmes,
        "page": page,
        "query": f"programme={programme.slug}&",
        "rows": with_standing(rows, programme, request.now) if theirs else rows,
        "coordinates": theirs,
        "watched": SECOND_FACTOR_ROLES,
        "endable": endable_by(request, rows, programme),
        "invites": theirs or Role.GOVERNANCE in roles_in(request, programme),
        "ended": ended_lately(programme, request.now),
        "page_wide": True,
    }
    return render(request, "people/roster.html", context)


def endable_by(request: Request, rows: Sequence[RosterRow], programme: Programme) -> set[UUID]:
    """Which of these appointments the user may end."""
    held = roles_in(request, programme)
    return {one.pk for row in rows for one in row.appointments if may_end(one, request.user, held)}
