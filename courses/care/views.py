"""Reports on the course for content editors: each a table in the admin, and the same as CSV and spreadsheet."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from courses.care.figures import FEW, NEARLY_ALL
from courses.care.models import CohortFigures
from courses.care.tables import Cell, Table, as_file
from courses.care.texts import StepText, step_texts
from courses.problems.wagtail_hooks import reads_problems
from foundation.http import Request
from foundation.paging import paged

TOO_FEW = gettext_lazy("too few to say")
IN_A_WORD = {FEW: gettext_lazy("few"), NEARLY_ALL: gettext_lazy("nearly all")}


@require_GET
def texts(request: Request) -> HttpResponse:
    return report(request, _("Texts of the course"), _about_texts(), _texts_table(request))


def report(request: Request, title: str, about: str, table: Table) -> HttpResponse:
    """The table on a page, or as a file where `?export=` asks for one."""
    if file := as_file(table, request.GET.get("export", "")):
        return file
    context = paged(request, table.rows) | {"title": title, "about": about, "table": table}
    return render(request, "courses/care/report.html", context)


def _texts_table(request: Request) -> Table:
    if not reads_problems(request):
        raise Http404
    heads = (
        _("Step"),
        _("Module"),
        _("Minutes said"),
        _("Words"),
        _("Reading age"),
        _("Words in a sentence"),
        _("Longest sentence"),
        _("To look at"),
    )
    found = step_texts()
    if request.GET.get("only") == "faults":
        found = [text for text in found if text.faults]
    return Table("texts", heads, [tuple(_cells(text)) for text in found])


@require_GET
def progress(request: Request) -> HttpResponse:
    return report(request, _("Where people stop"), _about_cohorts(), _progress_table(request))


def _progress_table(request: Request) -> Table:
    if not reads_problems(request):
        raise Http404
    heads = (
        _("Began the course"),
        _("People"),
        _("Module"),
        _("Step"),
        _("Began this step"),
        _("Of those, finished it"),
        _("Minutes said"),
        _("Minutes taken"),
    )
    return Table("where-people-stop", heads, [_of_step(cohort, step) for cohort in _cohorts() for step in cohort.steps])


def _cohorts() -> Any:
    return CohortFigures.objects.order_by("course_title", "-first_day")


def _when(cohort: CohortFigures) -> str:
    first, last = date_format(cohort.first_day, "F Y"), date_format(cohort.last_month, "F Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _of_step(cohort: CohortFigures, step: dict[str, Any]) -> tuple[Cell, ...]:
    figures = (step["begun"], step["finished"], step["said"], step["taken"])
    texts = (_when(cohort), _about(cohort.people), step["module"], step["title"], *map(_about, figures[:2]))
    return tuple(map(Cell, (*texts, str(step["said"]), str(step["taken"] or TOO_FEW))))


@require_GET
def questions(request: Request) -> HttpResponse:
    return report(request, _("Questions that mislead"), _about_cohorts(), _questions_table(request))


def _questions_table(request: Request) -> Table:
    if not reads_problems(request):
        raise Http404
    heads = (
        _("Began the course"),
        _("Step"),
        _("Question"),
        _("People"),
        _("Right at the first try"),
        _("Tries of most"),
        _("What they chose first"),
    )
    rows = [
        _of_question(cohort, step, question)
        for cohort in _cohorts()
        for step in cohort.steps
        for question in step["questions"]
    ]
    return Table("questions", heads, rows)


def _of_question(cohort: CohortFigures, step: dict[str, Any], question: dict[str, Any]) -> tuple[Cell, ...]:
    right, tries = question["right_at_first"], question["tries"]
    texts = (_when(cohort), step["title"], question["question"], _about(question["people"]))
    asked = (_about(right), str(tries)) if tries is not None else ("", "")
    options = "; ".join(f"{option['text']}: {_about(option['people'])}" for option in question["options"])
    return tuple(map(Cell, (*texts, *asked, options)))


def _about(figure: int | str | None) -> str:
    """A figure in words."""
    if figure is None:
        return str(TOO_FEW)
    if isinstance(figure, str):
        return str(IN_A_WORD[figure])
    return _("about %d") % figure


def _about_cohorts() -> str:
    return _(
        "Of people who began the course in the same quarters, ten or more together, three months after the last of "
        "these. A number is rounded; where it would say something of one person there is a word instead. Figures are "
        "written once and stay. There are none before ten people have begun and that time has passed."
    )


def _about_texts() -> str:
    return _(
        "Each step as learners have it, or as it is drafted where they have none. The reading age is an estimate from "
        "the length of words and sentences: aim at 12 or less."
    )


def _cells(text: StepText) -> Iterator[Cell]:
    yield Cell(text.page.title, reverse("wagtailadmin_pages:edit", args=[text.page.pk]))
    yield Cell(text.module)
    yield Cell(str(text.page.minutes))
    yield from (Cell(str(number)) for number in text.read or ("", "", "", ""))
    yield Cell(" ".join(text.faults))
