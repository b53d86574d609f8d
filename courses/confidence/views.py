"""How sure somebody is: asked before the training, after it and twice later. Others than its owner see figures."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses.confidence import queries, services
from courses.confidence.figures import figures_of
from courses.confidence.forms import ConfidenceForm
from courses.confidence.items import ITEMS, RETIRED, WHOM_FIRST, Item
from courses.confidence.models import ConfidenceSheet, Moment
from courses.confidence.permissions import programmes_with_figures
from courses.outline import Place, current_outline
from courses.progress.queries import finished_by
from foundation.http import Request
from foundation.refusals import Refusal
from foundation.suppression import rules
from people.models import Role


@require_GET
def answers(request: Request) -> HttpResponse:
    """What I said each time, side by side."""
    sheets = queries.sheets_of(request.user, request.now)
    answered = [sheets[moment] for moment in Moment.values if moment in sheets and sheets[moment].answered_at]
    context = {
        "sheets": answered,
        "rows": [(item, [(sheet, sheet.answers.get(item.key)) for sheet in answered]) for item in _asked_of(answered)],
        "known": [(sheet, WHOM_FIRST.text_of(sheet.known.get(WHOM_FIRST.key, ""))) for sheet in answered],
        "knowledge": WHOM_FIRST,
        "right": WHOM_FIRST.text_of(WHOM_FIRST.right),
        "skipped": [sheet for sheet in sheets.values() if sheet.skipped],
        "open": _open_to(request),
    }
    return render(request, "courses/confidence/answers.html", context)


def _asked_of(answered: list[ConfidenceSheet]) -> list[Item]:
    """What is asked now, and what was asked of them before in other words."""
    given = {key for sheet in answered for key in sheet.answers}
    return [*ITEMS, *(item for item in RETIRED if item.key in given)]


def _open_to(request: Request) -> list[str]:
    """The moments at which this person may answer now."""
    if Role.FACILITATOR not in request.roles:
        return []
    outline, finished = current_outline(), finished_by([request.user.pk])[request.user.pk]
    before = [Moment.BEFORE.value] if queries.before_is_open(finished) else []
    now_is = before + queries.moments_open(outline, finished, request.user, request.now)
    settled = ConfidenceSheet.objects.visible_to(request.user, request.now).answered().values_list("moment", flat=True)
    return [moment for moment in now_is if moment not in set(settled)]


@require_http_methods(["GET", "POST"])
def ask(request: Request, moment: str) -> HttpResponse:
    """The questions. Skipping them leads to the same place as answering them."""
    if moment not in Moment.values or Role.FACILITATOR not in request.roles:
        raise Http404
    if request.method == "POST":
        return _take(request, moment)
    if moment not in _open_to(request):
        return redirect("confidence:answers")
    return _show(request, moment, ConfidenceForm())


def _take(request: Request, moment: str) -> HttpResponse:
    if "skip" in request.POST:
        services.skip_items(person=request.user, moment=moment, now=request.now)
        return redirect(_onward(moment))
    form = ConfidenceForm(request.POST)
    if not form.is_valid():
        return _show(request, moment, form)
    try:
        services.answer_items(
            person=request.user, moment=moment, answers=form.answers, known=form.known, now=request.now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, moment, form)
    messages.success(request, _("Saved. Only you can see it."))
    return redirect(_onward(moment))


def _show(request: Request, moment: str, form: ConfidenceForm) -> HttpResponse:
    context = {"form": form, "moment": moment}
    return render(request, "courses/confidence/ask.html", context, status=422 if form.errors else 200)


def _onward(moment: str) -> str:
    """Before: into the training. Later: to all, side by side."""
    first = queries.first_step(current_outline()) if moment == Moment.BEFORE else None
    return first.url if first else "confidence:answers"


@require_GET
def figures(request: Request) -> HttpResponse:
    """Means of many, for those who answer for a programme."""
    programmes = programmes_with_figures(request.roles)
    if not programmes:
        raise Http404
    context = {"programmes": figures_of(programmes, request.now), "rules": rules()}
    return render(request, "courses/confidence/figures.html", context)


def asks_first(request: Request, place: Place) -> bool:
    """Whether this person, about to begin their first module, is asked before it: once, and never on the way back."""
    if place.previous or Role.FACILITATOR not in request.roles:
        return False
    if ConfidenceSheet.objects.visible_to(request.user, request.now).exists():
        return False
    return queries.before_is_open(finished_by([request.user.pk])[request.user.pk])
