"""The readiness board, and the two pages from which a coordinator confirms and issues."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
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
from certificates.queries import facilitators, facilitators_of, standing_of
from certificates.readiness import Row, narrowed, rows_of, rows_on_page
from courses.practice.queries import rules_shown
from foundation.days import local_day
from foundation.http import Request
from foundation.paging import paged, sought
from foundation.refusals import Refusal
from foundation.spreadsheets import table_response
from people.models import Appointment, Role
from people.queries import coordinated_programmes, membership_of
from supervision.hours.queries import rules_of

# Rows of a table that are read together.
AT_ONCE = 500


@require_GET
def readiness(request: Request) -> HttpResponse:
    """Who is ready, what others lack by name, and who acts next."""
    form, found = board_of(request)
    coordinated = list(coordinated_programmes(request.user, request.now))
    context = paged(request, found)
    context |= {
        "filter": form,
        "rows": rows_on_page(context["page"].object_list, viewer=request.user, now=request.now),
        "everybody": facilitators_of(request.user, request.now).count(),
        "rules": rules_shown(coordinated),
        "enough_rules": rules_of(coordinated),
        "programmes": len(request.roles.get(Role.COORDINATOR, [])),
        "page_wide": True,
    }
    return render(request, "certificates/readiness.html", context)


@require_GET
def download(request: Request) -> HttpResponse:
    """The same rows as a table for a spreadsheet."""
    _form, found = board_of(request)
    return table_response(f"readiness-{request.now:%Y-%m-%d}.csv", heads(), _cells_in_lots(request, found))


def _cells_in_lots(request: Request, found: QuerySet[Appointment]) -> Iterator[Sequence[str]]:
    """Row for row, with as many queries for each lot, so that no programme is too large to hold."""
    keys = list(found.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        lot = facilitators(request.now).filter(pk__in=keys[start : start + AT_ONCE])
        rows = rows_of(lot, viewer=request.user, now=request.now, modules=True)
        yield from (cells(row) for row in rows)


def heads() -> Sequence[str]:
    return [
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


def board_of(request: Request) -> tuple[BoardFilter, QuerySet[Appointment]]:
    """What the board is narrowed to, and whom that leaves. Raises Http404 for who coordinates no programme."""
    if Role.COORDINATOR not in request.roles:
        raise Http404
    form = BoardFilter(request.GET)
    return form, narrowed(request.user, request.now, state=form.chosen_state, sought=sought(request))


def facilitator(request: Request, pk: UUID) -> Appointment:
    """A facilitator's appointment in a programme that the user coordinates."""
    appointments = facilitators_of(request.user, request.now)
    return get_object_or_404(appointments.select_related("person", "programme"), pk=pk)


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
