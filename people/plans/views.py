"""The plan of the reader's programme, its earlier versions, and the form for those who write it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import Programme
from people.plans import services
from people.plans.forms import PlanForm
from people.plans.models import ProgrammePlan
from people.plans.permissions import can_read, can_write
from people.plans.queries import plan_of


@require_GET
def my_plans(request: Request) -> HttpResponseBase:
    """What the course means by "your programme's plan": the reader's own; a choice for who has several."""
    ids = {programme for programmes in request.roles.values() for programme in programmes}
    programmes = list(Programme.objects.filter(pk__in=ids).order_by("name"))
    if len(programmes) == 1:
        return redirect("people:plan", programmes[0].pk)
    return render(request, "people/plans.html", {"programmes": programmes})


@require_GET
def plan(request: Request, pk: UUID) -> HttpResponseBase:
    programme = get_object_or_404(Programme, pk=pk)
    if not can_read(request.user, programme, request.now):
        raise Http404
    versions = list(ProgrammePlan.objects.of(programme).select_related("written_by"))
    context = {
        "programme": programme,
        "plan": versions[0] if versions else None,
        "earlier": versions[1:],
        "due": bool(versions) and versions[0].is_due(local_day(request.now, programme.zone)),
        "may_write": can_write(request.user, programme, request.now),
    }
    return render(request, "people/plan.html", context)


@require_http_methods(["GET", "POST"])
def write(request: Request, pk: UUID) -> HttpResponseBase:
    programme = get_object_or_404(Programme, pk=pk)
    if not can_write(request.user, programme, request.now):
        raise Http404
    plan = plan_of(programme)
    form = PlanForm(request.POST if request.method == "POST" else None, plan=plan, programme=programme, now=request.now)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_plan(programme=programme, by=request.user, said=form.said(), now=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _what_happened(plan, form.cleaned_data["seen"]))
            return redirect("people:plan", pk)
    context = {"form": form, "programme": programme, "plan": plan}
    return render(request, "people/write_plan.html", context, status=422 if form.errors else 200)


def _what_happened(plan: ProgrammePlan | None, seen: UUID | None) -> str:
    if plan and plan.pk != seen:
        return _(
            "Saved. %(name)s saved another version while you were writing: it is kept below. "
            "Check whether any of it belongs in yours."
        ) % {"name": plan.written_by.name}
    return _("The plan is saved. Everyone in the programme can read it.")
