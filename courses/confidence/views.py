"""How sure somebody is: asked before and after the training, seen by its owner; by others as figures of many."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from courses.confidence import queries, services
from courses.confidence.figures import figures_of, rules
from courses.confidence.forms import ConfidenceForm
from courses.confidence.items import ITEMS
from courses.confidence.models import ConfidenceSheet, Moment
from courses.confidence.permissions import programmes_with_figures
from courses.outline import Place, current_outline
from courses.queries import finished_by
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import Role


@require_GET
def mine(request: Request) -> HttpResponse:
    """What I said before and after, side by side."""
    sheets = queries.sheets_of(request.user, request.now)
    before, after = sheets.get(Moment.BEFORE), sheets.get(Moment.AFTER)
    context = {
        "before": before,
        "after": after,
        "rows": [(item, _value(before, item.key), _value(after, item.key)) for item in ITEMS],
        "both": bool(before and before.answered_at and after and after.answered_at),
        "open": _open_to(request),
    }
    return render(request, "courses/confidence/mine.html", context)


def _value(sheet: ConfidenceSheet | None, key: str) -> int | None:
    return sheet.answers.get(key) if sheet else None


def _open_to(request: Request) -> list[str]:
    """The moments at which this person may answer now."""
    if Role.FACILITATOR not in request.roles:
        return []
    outline, finished = current_outline(), finished_by([request.user.pk])[request.user.pk]
    now_is = {
        Moment.BEFORE: queries.before_is_open(finished),
        Moment.AFTER: queries.after_is_open(outline, finished, request.user, request.now),
    }
    settled = ConfidenceSheet.objects.visible_to(request.user, request.now).answered().values_list("moment", flat=True)
    return [moment.value for moment, is_open in now_is.items() if is_open and moment not in set(settled)]


@require_http_methods(["GET", "POST"])
def ask(request: Request, moment: str) -> HttpResponse:
    """The eight questions. Skipping them leads to the same place as answering them."""
    if moment not in Moment.values or Role.FACILITATOR not in request.roles:
        raise Http404
    if request.method == "POST":
        return _take(request, moment)
    if moment not in _open_to(request):
        return redirect("confidence:mine")
    return _show(request, moment, ConfidenceForm())


def _take(request: Request, moment: str) -> HttpResponse:
    if "skip" in request.POST:
        services.skip_items(person=request.user, moment=moment, now=request.now)
        return redirect(_onward(moment))
    form = ConfidenceForm(request.POST)
    if not form.is_valid():
        return _show(request, moment, form)
    try:
        services.answer_items(person=request.user, moment=moment, answers=form.answers, now=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, moment, form)
    messages.success(request, _("Saved. Only you can see it."))
    return redirect(_onward(moment))


def _show(request: Request, moment: str, form: ConfidenceForm) -> HttpResponse:
    context = {"form": form, "moment": moment}
    return render(request, "courses/confidence/ask.html", context, status=422 if form.errors else 200)


def _onward(moment: str) -> str:
    """Before: into the training. After: to both, side by side."""
    first = queries.first_step(current_outline()) if moment == Moment.BEFORE else None
    return first.url if first else "confidence:mine"


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
