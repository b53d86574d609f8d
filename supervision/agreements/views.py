"""Offer an agreement, read it, acknowledge it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from people.models import SupervisionAssignment
from supervision.agreements import permissions, queries, services
from supervision.agreements.forms import AcknowledgeForm, OfferForm
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.wording import CURRENT, WORDINGS


@require_GET
def agreements(request: Request) -> HttpResponse:
    """My agreements, on either side."""
    assignments: list[Any] = queries.assignments_of(request.user, request.now)
    rows = [
        {
            "assignment": assignment,
            "agreement": getattr(assignment, "agreement", None),
            "mine_to_offer": assignment.current and assignment.supervisor_id == request.user.pk,
            "other": assignment.facilitator if assignment.supervisor_id == request.user.pk else assignment.supervisor,
            "current": assignment.current,
        }
        for assignment in assignments
    ]
    return render(request, "supervision/agreements/list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def offer(request: Request, pk: UUID) -> HttpResponseBase:
    """The supervisor offers the terms for one assignment, or changes an offer that was not acknowledged yet."""
    mine = SupervisionAssignment.objects.current(request.now).filter(supervisor=request.user)
    assignment = get_object_or_404(mine.select_related("facilitator"), pk=pk)
    offered = queries.agreement_of(assignment)
    if offered and offered.stands:
        messages.info(request, _("You have both agreed to this, so it cannot be changed here."))
        return redirect("agreements:detail", offered.pk)
    form = OfferForm(request.POST if request.method == "POST" else None, instance=offered)
    if request.method == "POST" and form.is_valid():
        try:
            agreement = services.offer_agreement(
                assignment=assignment,
                by=request.user,
                now=request.now,
                seen=request.POST.get("seen", NOT_ASKED),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Offered. It starts when they agree to it."))
            return redirect("agreements:detail", agreement.pk)
    context = {
        "form": form,
        "assignment": assignment,
        "wording": WORDINGS[CURRENT],
        "seen": seen(*services.offered_now(queries.agreement_of(assignment))),
    }
    return render(request, "supervision/agreements/offer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def agreement(request: Request, pk: UUID) -> HttpResponseBase:
    """Both read it; the facilitator acknowledges it."""
    visible = SupervisionAgreement.objects.visible_to(request.user, request.now)
    if request.method == "POST":
        visible = visible.filter(assignment__facilitator=request.user)
    found = get_object_or_404(visible.select_related("assignment__supervisor", "assignment__facilitator"), pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = AcknowledgeForm(posted, initial={"offered_at": found.offered_at.isoformat()})
    if request.method == "POST" and form.is_valid():
        return _acknowledge(request, found, form)
    context = _detail(request, found, form)
    return render(request, "supervision/agreements/detail.html", context, status=422 if form.errors else 200)


def _acknowledge(request: Request, found: SupervisionAgreement, form: AcknowledgeForm) -> HttpResponseBase:
    """Back to the page in either case: should the terms have changed, the new ones are on it."""
    seen = form.cleaned_data["offered_at"]
    try:
        services.acknowledge_agreement(agreement=found, by=request.user, now=request.now, offered_at=seen)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Agreed. You can both read it here at any time."))
    return redirect("agreements:detail", found.pk)


def _detail(request: Request, found: SupervisionAgreement, form: AcknowledgeForm) -> dict[str, object]:
    assignment = found.assignment
    mine_to_answer = not found.stands and permissions.can_acknowledge(request.user, assignment, request.now)
    return {
        "agreement": found,
        "assignment": assignment,
        "wording": WORDINGS[found.wording],
        "form": form if mine_to_answer else None,
        "can_change": not found.stands and permissions.can_offer(request.user, assignment, request.now),
    }
