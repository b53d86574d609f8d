"""Somebody's hours, for them and for whoever supervises them; and how a programme counts them."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import seen
from foundation.spreadsheets import table_response
from people.models import Programme, User
from supervision.hours import services, writing
from supervision.hours.counting import Month
from supervision.hours.forms import EnoughForm
from supervision.hours.permissions import may_rule, programmes_open_to
from supervision.hours.queries import Statement, rules_of, statement_of

A_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")


@require_GET
def hours(request: Request, pk: UUID) -> HttpResponse:
    statement, programmes = _statement(request, pk)
    context = {
        "statement": statement,
        "others": [programme for programme in programmes if programme != statement.shown.programme],
        "before": statement.year_before,
        "after": statement.year_after,
        "query": request.GET.urlencode(),
        "page_wide": True,
    }
    return render(request, "supervision/hours/hours.html", context)


@require_GET
def table(request: Request, pk: UUID) -> HttpResponse:
    statement, _programmes = _statement(request, pk)
    return table_response(_name(statement, "csv"), writing.heads(), writing.cells(statement))


@require_GET
def pdf(request: Request, pk: UUID) -> HttpResponse:
    statement, _programmes = _statement(request, pk)
    drawn = writing.draw(statement, request.now)
    if drawn is None:
        messages.error(request, _("The PDF was not made: the site is busy. Try again in a minute, or take the table."))
        return redirect(f"{reverse('hours:person', args=[pk])}?{request.GET.urlencode()}")
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_name(statement, "pdf")}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def rule(request: Request, pk: UUID) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=pk)
    if not may_rule(request.user, programme, request.now):
        raise Http404
    form = EnoughForm(request.POST if request.method == "POST" else None, rules_of([programme])[0].asked)
    if request.method == "POST" and form.is_valid() and _set(request, programme, form):
        messages.success(request, _("Saved. All hours of the programme are counted like this from now on."))
        return redirect("hours:rule", pk)
    shown = rules_of([programme])[0]
    context = {"form": form, "shown": shown, "seen": seen(shown.rule.number if shown.rule else 0)}
    return render(request, "supervision/hours/rule.html", context, status=422 if form.errors else 200)


def _set(request: Request, programme: Programme, form: EnoughForm) -> bool:
    try:
        services.set_enough_rule(
            programme=programme,
            asked=form.asked,
            by=request.user,
            seen=request.POST.get("seen", ""),
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def _statement(request: Request, pk: UUID) -> tuple[Statement, list[Programme]]:
    """Of the programme that the address names, else of the first. 404 for whoever else asks."""
    person = get_object_or_404(User, pk=pk)
    programmes = list(programmes_open_to(request.user, person, request.now))
    if not programmes:
        raise Http404
    named = [programme for programme in programmes if programme.slug == request.GET.get("in")]
    return statement_of(person, (named or programmes)[0], month_asked(request), request.now), programmes


def month_asked(request: Request) -> Month | None:
    """With which the twelve months end, as the address says."""
    month = request.GET.get("to", "")
    return Month(*map(int, month.split("-"))) if A_MONTH.fullmatch(month) else None


def _name(statement: Statement, ending: str) -> str:
    return f"supervision-hours-{statement.months[-1]}.{ending}"
