"""Reporting a problem with a page. It goes to the people who write the lessons, and is no way to ask for help."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.outline import current_outline
from courses.problems.forms import ProblemForm
from courses.problems.services import report_problem
from foundation.http import Request
from foundation.refusals import Refusal


@require_http_methods(["GET", "POST"])
def report(request: Request, step: UUID) -> HttpResponse:
    place = current_outline().place_of(step)
    if place is None:
        raise Http404
    form = ProblemForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            report_problem(step=place.step, person=request.user, text=form.cleaned_data["text"], now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. The people who write the lessons will read it."))
            return redirect(place.step.url)
    context = {"form": form, "place": place}
    return render(request, "courses/problems/report.html", context, status=422 if form.errors else 200)
