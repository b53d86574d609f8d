"""Concerns: my own and those with me; raise one, acknowledge it, agree a plan, close it, hand it on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from supervision.concerns import permissions, queries, services
from supervision.concerns.forms import CloseForm, OnCallForm, PlanForm, RaiseForm
from supervision.concerns.models import Concern, ConcernState, OnCall
from supervision.concerns.routing import with_whom


@require_GET
def concerns(request: Request) -> HttpResponse:
    """What I raised, what is with me, and for coordinators that there is something."""
    context = {
        "around": queries.around(request),
        "may_raise": any(role in request.roles for role in permissions.MAY_RAISE),
        "on_call_programmes": queries.where_to_set_on_call(request),
    }
    return render(request, "supervision/concerns/list.html", context)


@require_http_methods(["GET", "POST"])
def raise_one(request: Request) -> HttpResponse:
    """Numbers to ring first; then a short form."""
    programmes = queries.where_to_raise(request)
    if not programmes:
        raise Http404
    form = RaiseForm(request.POST if request.method == "POST" else None, programmes)
    if request.method == "POST" and form.is_valid() and (concern := _raised(request, form)):
        messages.success(request, _("Raised. This page says whether somebody has acknowledged it."))
        return redirect("concerns:detail", concern.pk)
    context = {"form": form, "on_call": queries.on_call_in(programmes)}
    return render(request, "supervision/concerns/raise.html", context, status=422 if form.errors else 200)


def _raised(request: Request, form: RaiseForm) -> Concern | None:
    try:
        return services.raise_concern(
            by=request.user, programme=form.chosen_programme(), said=form.said(), now=request.now,
            key=form.cleaned_data["key"],
        )
    except Refusal as refusal:
        form.add_error("done" if any(mark.blocks for mark in form.marks) else None, str(refusal))
        return None


@require_GET
def concern(request: Request, pk: UUID) -> HttpResponse:
    visible = Concern.objects.visible_to(request.user, request.now)
    return _page(request, get_object_or_404(_with_people(visible), pk=pk))


def _with_people(concerns: Any) -> Any:
    return concerns.select_related("raised_by", "supervisor", "programme", "acknowledged_by", "text")


def _received(request: Request, pk: UUID) -> Concern:
    """One that is with this person now."""
    found: Concern = get_object_or_404(
        _with_people(Concern.objects.received_by(request.user, request.now)), pk=pk
    )
    return found


def _page(request: Request, found: Concern, *, status: int = 200, **forms: Any) -> HttpResponse:
    mine = found.raised_by_id == request.user.pk
    people = with_whom(found, request.now)
    context = {
        "concern": found,
        "mine": mine,
        "opened": queries.opened(found, request.user, request.now),
        "people": people,
        "late": found.is_late(request.now),
        "on_call": queries.on_call_in([found.programme]),
        "may_hand_on": not mine and found.supervisor_id and not found.handed_on_at
        and found.state != ConcernState.CLOSED,
        "may_redact": permissions.can_redact(request.user, found),
        "page_has_errors": status == 422,
        **_next_form(found, mine=mine),
        **forms,
    }
    return render(request, "supervision/concerns/detail.html", context, status=status)


def _next_form(found: Concern, *, mine: bool) -> dict[str, Any]:
    """What the state asks for next, of those with whom it is."""
    if mine:
        return {}
    if found.state == ConcernState.ACKNOWLEDGED:
        return {"plan_form": PlanForm()}
    return {"close_form": CloseForm()} if found.state == ConcernState.PLANNED else {}


@require_POST
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    found = _received(request, pk)
    return _do(request, found, _("Acknowledged. Now ring whoever raised it."), services.acknowledge_concern)


@require_POST
def plan(request: Request, pk: UUID) -> HttpResponse:
    found, form = _received(request, pk), PlanForm(request.POST)
    if form.is_valid() and _done(request, form, services.agree_plan, concern=found, **form.cleaned_data):
        messages.success(request, _("Written down. Whoever raised it can read it."))
        return redirect("concerns:detail", found.pk)
    return _page(request, found, status=422, plan_form=form)


@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    found, form = _received(request, pk), CloseForm(request.POST)
    if form.is_valid() and _done(request, form, services.close_concern, concern=found, **form.cleaned_data):
        messages.success(request, _("Closed. It is kept, and can no longer be changed."))
        # Whoever stood in for a supervisor who has left sees open ones alone.
        if not Concern.objects.visible_to(request.user, request.now).filter(pk=found.pk).exists():
            return redirect("concerns:list")
        return redirect("concerns:detail", found.pk)
    return _page(request, found, status=422, close_form=form)


def _done(request: Request, form: Any, verb: Any, **arguments: Any) -> bool:
    """One service call; a refusal stands in the form, with the words that were typed."""
    try:
        verb(by=request.user, now=request.now, **arguments)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
def hand_on(request: Request, pk: UUID) -> HttpResponse:
    found = _received(request, pk)
    return _do(request, found, _("Handed on. The governance lead is told that something waits."), services.hand_on)


@require_POST
def redact(request: Request, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Concern, pk=pk, raised_by=request.user)
    return _do(request, found, _("Your words are destroyed. That there was a concern stays."), services.redact_concern)


def _do(request: Request, found: Concern, said: Any, verb: Any) -> HttpResponse:
    """One service call, one message."""
    try:
        verb(concern=found, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("concerns:detail", found.pk)


@require_http_methods(["GET", "POST"])
def on_call(request: Request, pk: UUID) -> HttpResponse:
    """What the page of a concern says about whom to ring in this programme."""
    programmes = {programme.pk: programme for programme in queries.where_to_set_on_call(request)}
    if pk not in programmes:
        raise Http404
    row = OnCall.objects.filter(programme=pk).first()
    form = OnCallForm(request.POST if request.method == "POST" else None, initial={"text": row.text if row else ""})
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        services.set_on_call(programme=programmes[pk], by=request.user, text=text, now=request.now)
        messages.success(request, _("Saved. It stands above the form from now on."))
        return redirect("concerns:list")
    context = {"form": form, "programme": programmes[pk]}
    return render(request, "supervision/concerns/on_call.html", context, status=422 if form.errors else 200)
