"""One's own five questions: those that wait, and those that were answered."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.boosters import services
from courses.boosters.forms import BoosterForm, with_places
from courses.boosters.models import BoosterSet
from courses.boosters.queries import waits_for
from courses.outline import current_outline
from foundation.http import Request
from foundation.refusals import Refusal


@require_http_methods(["GET", "POST"])
def questions(request: Request) -> HttpResponse:
    """What waits and what was; the button draws the questions."""
    if request.method == "POST":
        try:
            booster = services.begin_booster(person=request.user, now=request.now)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("boosters:questions")
        return redirect("boosters:answer", booster.pk)
    answered = BoosterSet.objects.visible_to(request.user, request.now).exclude(answered_at=None)
    context = {"waits": waits_for(request.user, request.now), "answered": answered.order_by("-answered_at", "pk")}
    return render(request, "courses/boosters/questions.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: Request, pk: UUID) -> HttpResponse:
    """One press for all five; then each with what is right, and why."""
    booster = get_object_or_404(BoosterSet.objects.visible_to(request.user, request.now), pk=pk)
    if request.method == "POST" and not booster.answered_at:
        form = BoosterForm(booster, request.POST)
        if form.errors:
            return _show(request, booster, form, status=422)
        services.answer_booster(booster=booster, chosen=form.chosen, now=request.now)
        messages.success(request, _("Your answers are kept. Only you see them."))
        return redirect("boosters:answer", booster.pk)
    return _show(request, booster, BoosterForm(booster))


def _show(request: Request, booster: BoosterSet, form: BoosterForm, status: int = 200) -> HttpResponse:
    context = {"booster": booster, "form": form, "asked": with_places(form.asked, current_outline())}
    return render(request, "courses/boosters/answer.html", context, status=status)
