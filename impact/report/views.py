"""The programme's report: on a page, as a PDF and as a workbook. The same figures in each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.drawing import drawn_by_a_child
from foundation.http import Request
from foundation.spreadsheets import Sheet, workbook_response
from foundation.suppression import Quarter, Rules, Span, rules
from groups.health.charts import Figure, sheets_of
from impact.report.figures import figures_of, span_in_words
from impact.report.gathering import first_day, gather, last_day, spans_of
from people.models import Programme
from people.queries import overseen_programmes
from people.scope import chosen_among, in_programme


@dataclass(frozen=True)
class Report:
    """Of one span of quarters; without one there are no figures yet."""

    programme: Programme
    programmes: list[Programme]
    spans: list[Span]
    span: Span | None
    figures: list[Figure]
    rules: Rules

    @property
    def words(self) -> str:
        return span_in_words(self.span) if self.span else ""

    @property
    def quarter(self) -> str:
        """As an address says it."""
        return as_asked(self.span) if self.span else ""

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The newest first: address, words, and whether it is the one that is shown."""
        return [(as_asked(span), span_in_words(span), span == self.span) for span in reversed(self.spans)]

    @property
    def method(self) -> dict[str, object]:
        return {"least": self.rules.least, "step": self.rules.round_to}


def as_asked(span: Span) -> str:
    return f"{span.last.year}-{span.last.number}"


@require_GET
def page(request: Request) -> HttpResponse:
    return render(request, "impact/report/page.html", {"report": _report(request)})


@require_GET
def pdf(request: Request) -> HttpResponseBase:
    report = _report(request)
    if report.span is None:
        return redirect(_address(report))
    context = {"report": report, "at": request.now, "language": get_language()}
    drawn = drawn_by_a_child(render_to_string("impact/report/paper.html", context))
    if drawn is None:
        messages.error(request, _("The PDF was not made: the site is busy. Try again in a minute."))
        return redirect(f"{_address(report)}&quarter={report.quarter}")
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_name(report)}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def workbook(request: Request) -> HttpResponseBase:
    report = _report(request)
    if report.span is None:
        return redirect(_address(report))
    return workbook_response(f"{_name(report)}.xlsx", [_about(report), *sheets_of(report.figures)])


def _about(report: Report) -> Sheet:
    """What is in the workbook, before its tables."""
    lines = [
        _("Numbers are rounded to the nearest %(step)s. Fewer than %(least)s are “too few”.") % report.method,
        *(figure.sentence for figure in report.figures),
    ]
    return Sheet(_("About"), [f"{report.programme.name}, {report.words}"], [[line] for line in lines])


def _address(report: Report) -> str:
    """Of the page, which says why there are no figures where there are none."""
    return in_programme("report:page", report.programme)


def _report(request: Request) -> Report:
    """Of the span that holds the quarter in the address; of the last one where it names none."""
    programmes = list(overseen_programmes(request.user, request.now))
    programme = chosen_among(programmes, request)
    limits = rules()
    spans = spans_of(programme, limits, request.now)
    span = _chosen(spans, request.GET.get("quarter", ""))
    figures = figures_of(gather(programme, span), limits) if span else []
    return Report(programme, programmes, spans, span, figures, limits)


def _chosen(spans: list[Span], asked: str) -> Span | None:
    year, _dash, number = asked.partition("-")
    if not (year.isdecimal() and number in {"1", "2", "3", "4"}):
        return spans[-1] if spans else None
    quarter = Quarter(int(year), int(number))
    found = next((span for span in spans if span.holds(quarter)), None)
    if found is None:
        raise Http404
    return found


def _name(report: Report) -> str:
    assert report.span
    return f"report-{report.programme.slug}-{first_day(report.span):%Y-%m}-{last_day(report.span):%Y-%m}"
