"""Evidence of one's own, to put into a portfolio: as a page, a PDF, a text and tables. Nobody else has a page of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from certificates.evidence import writing
from certificates.evidence.entries import Evidence, evidence_of
from certificates.evidence.forms import PeriodForm
from foundation.http import Request
from foundation.paging import paged
from foundation.spreadsheets import table_response


@require_GET
def page(request: Request) -> HttpResponse:
    form = PeriodForm(request.GET)
    evidence = _evidence(request, form)
    context = paged(request, evidence.entries) | {"form": form, "evidence": evidence}
    return render(request, "certificates/evidence/page.html", context, status=422 if form.errors else 200)


@require_GET
def pdf(request: Request) -> HttpResponse:
    form = PeriodForm(request.GET)
    drawn = writing.draw(_evidence(request, form), request.user, form.period, request.now)
    if drawn is None:
        messages.error(request, _("The PDF was not made: the site is busy. Try again in a minute, or take the text."))
        return redirect(f"{reverse('certificates:evidence')}?{request.GET.urlencode()}")
    return _download(request, drawn, "application/pdf", "pdf")


@require_GET
def text(request: Request) -> HttpResponse:
    written = writing.text_of(_evidence(request, PeriodForm(request.GET)))
    return _download(request, written.encode(), "text/plain; charset=utf-8", "txt")


@require_GET
def table(request: Request) -> HttpResponse:
    evidence = _evidence(request, PeriodForm(request.GET))
    return table_response(_name(request, "evidence", "csv"), writing.heads(), writing.cells(evidence))


@require_GET
def transcript(request: Request) -> HttpResponse:
    evidence = _evidence(request, PeriodForm(request.GET))
    rows = writing.transcript_cells(evidence)
    return table_response(_name(request, "transcript", "csv"), writing.transcript_heads(), rows)


def _evidence(request: Request, form: PeriodForm) -> Evidence:
    return evidence_of(request.user, form.period, request.now)


def _download(request: Request, content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_name(request, "evidence", ending)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _name(request: Request, what: str, ending: str) -> str:
    return f"{what}-{request.now:%Y-%m-%d}.{ending}"
