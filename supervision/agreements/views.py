"""Offer an agreement, read it, acknowledge it. To change one: `revising_views.py`."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from foundation.days import local_day
from foundation.http import Request
from foundation.paging import paged
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from people.models import Role, SupervisionAssignment
from supervision.agreements import permissions, queries, services
from supervision.agreements.changes import changes, earlier_versions, reworded
from supervision.agreements.forms import AcknowledgeForm, ManyForm, OfferForm
from supervision.agreements.models import AgreementRevision, SupervisionAgreement
from supervision.agreements.wording import CURRENT, WORDINGS

PEOPLE = ("assignment__supervisor", "assignment__facilitator", "standing_revision")


@require_GET
def agreements(request: Request) -> HttpResponse:
    """My agreements, on either side."""
    context = paged(request, queries.assignments_of(request.user, request.now))
    rows = [
        {
            "assignment": assignment,
            "agreement": getattr(assignment, "agreement", None),
            "mine_to_offer": assignment.current and assignment.supervisor_id == request.user.pk,
            "other": assignment.facilitator if assignment.supervisor_id == request.user.pk else assignment.supervisor,
            "current": assignment.current,
        }
        for assignment in context["page"]
    ]
    context["many_to_offer"] = sum(row["mine_to_offer"] and not row["agreement"] for row in rows) > 1
    return render(request, "supervision/agreements/list.html", context | {"rows": rows})


@require_http_methods(["GET", "POST"])
def offer(request: Request, pk: UUID) -> HttpResponseBase:
    """The supervisor offers the terms for one assignment, or changes an offer that was not acknowledged yet."""
    assignments = SupervisionAssignment.objects.current(request.now).filter(supervisor=request.user)
    assignment = get_object_or_404(assignments.select_related("facilitator"), pk=pk)
    offered = queries.agreement_of(assignment)
    if offered and offered.stands:
        messages.info(request, _("You have both agreed to this, so it cannot be changed here."))
        return redirect("agreements:detail", offered.pk)
    posted = request.POST if request.method == "POST" else None
    form = OfferForm(posted, today=local_day(request.now), instance=offered)
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
def offer_many(request: Request) -> HttpResponseBase:
    """The same terms to all who have no agreement yet: who gets them is on the page, and who does not."""
    if not request.roles.get(Role.SUPERVISOR):
        raise Http404
    without, left_out = queries.with_agreement_or_without(request.user, request.now)
    posted = request.POST if request.method == "POST" else None
    form = ManyForm(posted, assignments=without, today=local_day(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            offered = services.offer_to_many(
                assignments=form.chosen(), by=request.user, terms=form.terms(), now=request.now
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_of(request, offered)
            return redirect("agreements:list")
    context = {"form": form, "without": without, "left_out": left_out, "wording": WORDINGS[CURRENT]}
    return render(request, "supervision/agreements/offer_many.html", context, status=422 if form.errors else 200)


def _tell_of(request: Request, offered: services.Offered) -> None:
    given, left_out = len(offered.agreements), [row.facilitator.name for row in offered.left_out]
    if given:
        said = ngettext("Offered to one person.", "Offered to %(count)s people.", given) % {"count": given}
        messages.success(request, said)
    if left_out:
        names = {"names": ", ".join(left_out)}
        messages.info(request, _("Left out, since they have an agreement or an offer by now: %(names)s.") % names)


@require_http_methods(["GET", "POST"])
def agreement(request: Request, pk: UUID) -> HttpResponseBase:
    """Both read it; the facilitator acknowledges it."""
    visible = SupervisionAgreement.objects.visible_to(request.user, request.now)
    if request.method == "POST":
        visible = visible.filter(assignment__facilitator=request.user)
    found = get_object_or_404(visible.select_related(*PEOPLE), pk=pk)
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
    agreed, waiting = queries.agreed_terms(found)
    mine_to_answer = permissions.can_acknowledge(request.user, assignment, request.now)
    mine_to_offer = permissions.can_offer(request.user, assignment, request.now)
    context = {
        "agreement": found,
        "terms": found.terms,
        "assignment": assignment,
        "wording": WORDINGS[found.terms.wording],
        "form": form if mine_to_answer and not found.stands else None,
        "mine_to_offer": mine_to_offer,
        "earlier": earlier_versions(agreed),
        "waiting": waiting,
    }
    return context | (_change(found, waiting, mine_to_answer) if waiting else {})


def _change(found: SupervisionAgreement, waiting: AgreementRevision, mine_to_answer: bool) -> dict[str, object]:
    seen_now = {"offered_at": waiting.offered_at.isoformat()}
    return {
        "changes": changes(found.terms, waiting),
        "reworded": reworded(found.terms, waiting),
        "change_form": AcknowledgeForm(initial=seen_now) if mine_to_answer else None,
    }
