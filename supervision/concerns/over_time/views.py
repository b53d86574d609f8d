"""Concerns over time, for the governance lead and the deputy: what is open, what was closed, how fast it was met."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.days import local_day
from foundation.http import Request
from foundation.paging import paged
from foundation.spreadsheets import Sheet, table_response, workbook_response
from people.models import Programme
from people.scope import chosen_among
from supervision.concerns.models import Concern
from supervision.concerns.over_time import queries
from supervision.concerns.over_time.forms import ListForm, PeriodForm
from supervision.concerns.permissions import LEADING
from supervision.concerns.queries import programmes_of_roles


@dataclass(frozen=True)
class Asked:
    """Which programme the address names, of those that the reader leads, and which days."""

    programme: Programme
    programmes: list[Programme]
    form: PeriodForm

    @property
    def file_query(self) -> str:
        """For the address of a file: of the same programme and days."""
        period = self.form.period
        return urlencode({"programme": self.programme.slug, "first": period.first, "last": period.last})


def _asked(request: Request) -> Asked:
    """Raises Http404 for who leads no programme."""
    programmes = programmes_of_roles(request, LEADING)
    programme = chosen_among(programmes, request)
    return Asked(programme, programmes, PeriodForm(request.GET, local_day(request.now, programme.zone)))


@require_GET
def page(request: Request) -> HttpResponse:
    asked, form = _asked(request), ListForm(request.GET)
    chosen = form.chosen()
    context = paged(request, queries.listed(asked.programme, request.user, request.now, **chosen))
    raised = queries.raised_in(asked.form.period, asked.programme, request.user, request.now)
    context |= {
        "asked_for": asked,
        "filter": form,
        "chosen": chosen,
        "lines": queries.lines_of(context["page"].object_list, asked.programme, request.now),
        "figures": queries.figures_of(raised),
        "period": asked.form.period,
        "least": queries.LEAST,
        "file_query": asked.file_query,
    }
    return render(request, "supervision/concerns/over_time.html", context)


@require_GET
def table(request: Request) -> HttpResponse:
    """Those raised in the period, without content and without names."""
    asked = _asked(request)
    rows = ([str(cell) for cell in row] for row in _rows(request, asked))
    return table_response(f"{_name(asked)}.csv", _heads(), rows)


@require_GET
def workbook(request: Request) -> HttpResponse:
    """The same with its figures."""
    asked = _asked(request)
    rows = list(_rows(request, asked))
    sheets = [Sheet(_("Concerns"), _heads(), rows), _speed_sheet(request, asked)]
    return workbook_response(f"{_name(asked)}.xlsx", sheets)


def _name(asked: Asked) -> str:
    period = asked.form.period
    return f"concerns-{asked.programme.slug}-{period.first.isoformat()}-{period.last.isoformat()}"


def _heads() -> Sequence[str]:
    return [
        _("Raised on"),
        _("How soon"),
        _("State"),
        _("Next date"),
        _("Late"),
        _("Hours until acknowledged"),
        _("Closed on"),
        _("Days until closed"),
    ]


def _rows(request: Request, asked: Asked) -> Iterator[Sequence[str | int]]:
    found = queries.raised_in(asked.form.period, asked.programme, request.user, request.now)
    for concern in found:
        yield _cells(queries.line_of(concern, asked.programme, request.now))


def _cells(line: queries.Line) -> Sequence[str | int]:
    concern = line.concern
    return [
        line.raised_on.isoformat(),
        str(concern.get_urgency_display()),
        str(concern.get_state_display()),
        line.next_on.isoformat() if line.next_on else "",
        _("late") if line.late else "",
        _hours_until_met(concern),
        line.closed_on.isoformat() if line.closed_on else "",
        line.age if line.closed_on else "",
    ]


def _hours_until_met(concern: Concern) -> int | str:
    met_at = concern.met_at  # type: ignore[attr-defined]
    return queries.whole(met_at - concern.raised_at, queries.HOUR) if met_at else ""


def _speed_sheet(request: Request, asked: Asked) -> Sheet:
    found = queries.raised_in(asked.form.period, asked.programme, request.user, request.now)
    figures = queries.figures_of(found)
    rows = [
        _speed_cells(_("Hours until acknowledged"), figures.acknowledged, queries.HOUR),
        _speed_cells(_("Days until closed"), figures.closed, queries.DAY),
    ]
    return Sheet(_("How fast"), ["", _("Concerns"), _("Median"), _("Longest")], rows)


def _speed_cells(what: str, speed: queries.Speed, unit: timedelta) -> Sequence[str | int]:
    lengths = (speed.median, speed.worst)
    return [what, speed.count, *("" if length is None else queries.whole(length, unit) for length in lengths)]
