"""The readiness board, and the two pages from which a coordinator confirms and issues."""

import csv
import io
from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from certificates import services
from certificates.facts import months_after
from certificates.forms import BoardFilter
from certificates.glyphs import refused_name
from certificates.items import missing
from certificates.models import Award
from certificates.queries import facilitators_of, standing_of
from certificates.readiness import Row, board
from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from foundation.spreadsheets import safe_cell
from people.models import Appointment, Role
from people.queries import holds_role, membership_of


@require_GET
def readiness(request: Request) -> HttpResponse:
    """Who is ready, what others lack by name, and who acts next."""
    narrowed = board_filter(request)
    rows = narrowed.chosen()
    context = {
        "filter": narrowed,
        "rows": rows,
        "everybody": len(narrowed.rows),
        "query": request.GET.urlencode(),
        "programmes": len({row.programme.pk for row in narrowed.rows}),
        "page_wide": True,
    }
    return render(request, "certificates/readiness.html", context)


@require_GET
def download(request: Request) -> HttpResponse:
    """The same rows as a table for a spreadsheet."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(
        [
            _("Name"),
            _("Programme"),
            _("Groups"),
            _("Towards"),
            _("State"),
            _("Missing"),
            _("Next to act"),
            _("Next session"),
            _("Next supervision"),
        ]
    )
    writer.writerows([safe_cell(cell) for cell in cells(row)] for row in board_filter(request).chosen())
    # The mark at the start tells spreadsheets that this is UTF-8.
    response = HttpResponse("\ufeff" + table.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="readiness-{request.now:%Y-%m-%d}.csv"'
    return response


@require_http_methods(["GET", "POST"])
def authorise(request: Request, pk: UUID) -> HttpResponseBase:
    """Look at the items, then confirm."""
    appointment = facilitator(request, pk)
    if request.method == "POST":
        try:
            services.authorise(
                person=appointment.person, programme=appointment.programme, by=request.user, now=request.now
            )
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("certificates:authorise", pk=pk)
        messages.success(request, _("%(name)s may co-facilitate from now on.") % {"name": appointment.person.name})
        return redirect("certificates:readiness")
    standing = standing_of(appointment.person, appointment.programme, request.now)
    assert standing is not None
    context = {
        "standing": standing,
        "items": standing.authorisation,
        "missing": missing(standing.authorisation),
        "own": appointment.person == request.user,
    }
    return render(request, "certificates/authorise.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: Request, pk: UUID, award: str) -> HttpResponseBase:
    """Look at the items and at what will be printed, then issue."""
    appointment = facilitator(request, pk)
    wanted = get_object_or_404(Award.objects.select_related("programme"), programme=appointment.programme, slug=award)
    if request.method == "POST":
        try:
            certificate = services.issue_certificate(
                award=wanted, person=appointment.person, by=request.user, now=request.now
            )
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect("certificates:issue", pk=pk, award=award)
        messages.success(
            request, _("Certificate %(number)s has been issued.") % {"number": certificate.facts["number"]}
        )
        return redirect("certificates:detail", pk=certificate.pk)
    return render(request, "certificates/issue.html", issue_context(request, appointment, wanted))


def issue_context(request: Request, appointment: Appointment, award: Award) -> dict[str, object]:
    standing = standing_of(appointment.person, appointment.programme, request.now)
    entry = next((entry for entry in standing.awards if entry.award == award), None) if standing else None
    if entry is None:
        raise Http404
    return {
        "standing": standing,
        "entry": entry,
        "items": entry.items,
        "missing": missing(entry.items),
        "appointment": appointment,
        "membership": membership_of(appointment.person, request.now),
        "own": appointment.person == request.user,
        "cannot_print": refused_name(appointment.person.full_name),
        "expires_on": months_after(local_day(request.now, award.programme.zone), award.valid_months),
    }


def board_filter(request: Request) -> BoardFilter:
    rows = board(request.user, request.now)
    if not rows and not holds_role(request.user, Role.COORDINATOR, now=request.now):
        raise Http404
    return BoardFilter(request.GET, rows)


def facilitator(request: Request, pk: UUID) -> Appointment:
    """A facilitator's appointment in a programme that the user coordinates."""
    mine = facilitators_of(request.user, request.now)
    return get_object_or_404(mine.select_related("person", "programme"), pk=pk)


def cells(row: Row) -> Sequence[str]:
    return [
        row.person.name,
        row.programme.name,
        row.groups,
        row.towards,
        str(row.state.label),
        "; ".join(str(item.label) for item in row.missing),
        row.who_next,
        *(date_format(at, "Y-m-d H:i") if at else "" for at in (row.next_session, row.next_supervision)),
    ]
