"""Change a standing agreement: offered by the supervisor, agreed to by the facilitator."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from people.models import SupervisionAssignment
from supervision.agreements import revising
from supervision.agreements.forms import AcknowledgeForm, OfferForm
from supervision.agreements.models import A_YEAR, AgreementRevision, SupervisionAgreement, Terms
from supervision.agreements.services import offered_now
from supervision.agreements.wording import CURRENT, WORDINGS


@require_http_methods(["GET", "POST"])
def revise(request: Request, pk: UUID) -> HttpResponseBase:
    """What holds is in the form, with another year: pressed as it is, the two go on as they are."""
    found = get_object_or_404(_supervised(request), pk=pk)
    if not found.stands:
        return redirect("agreements:offer", found.assignment_id)
    waiting = revising.open_revision(found)
    form = _form(request, waiting or found.terms)
    if request.method == "POST" and form.is_valid():
        shown = request.POST.get("seen", NOT_ASKED)
        try:
            revising.offer_revision(agreement=found, by=request.user, now=request.now, seen=shown, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Offered. What you agreed before holds until they agree to this."))
            return redirect("agreements:detail", found.pk)
    context = {
        "form": form,
        "agreement": found,
        "assignment": found.assignment,
        "terms": found.terms,
        "wording": WORDINGS[CURRENT],
        "seen": seen(*offered_now(revising.open_revision(found))),
    }
    return render(request, "supervision/agreements/revise.html", context, status=422 if form.errors else 200)


def _supervised(request: Request) -> QuerySet[SupervisionAgreement]:
    held = SupervisionAssignment.objects.current(request.now).filter(supervisor=request.user)
    found = SupervisionAgreement.objects.filter(assignment__in=held)
    return found.select_related("assignment__facilitator", "assignment__supervisor", "standing_revision")


def _form(request: Request, before: Terms) -> OfferForm:
    today = local_day(request.now)
    is_open = isinstance(before, AgreementRevision) and not before.stands
    first = {
        "weeks_between": before.weeks_between,
        "minutes": before.minutes,
        "contact": before.contact,
        "review_on": before.review_on if is_open else today + A_YEAR,
    }
    return OfferForm(request.POST if request.method == "POST" else None, today=today, initial=first)


@require_POST
def agree(request: Request, pk: UUID) -> HttpResponseBase:
    """Back to the page in either case: should the change have been changed, the new one is on it."""
    own = SupervisionAgreement.objects.filter(assignment__facilitator=request.user)
    found = get_object_or_404(own, pk=pk)
    waiting, form = revising.open_revision(found), AcknowledgeForm(request.POST)
    if waiting is None:
        messages.info(request, _("No change waits for your answer. This is what holds."))
    elif not form.is_valid():
        messages.error(request, _("Read the change, then tick the box to agree to it."))
    else:
        _agree(request, waiting, form)
    return redirect("agreements:detail", found.pk)


def _agree(request: Request, waiting: AgreementRevision, form: AcknowledgeForm) -> None:
    shown = form.cleaned_data["offered_at"]
    try:
        revising.acknowledge_revision(revision=waiting, by=request.user, now=request.now, offered_at=shown)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Agreed. From now on this holds; what you agreed before is kept below it."))


@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    found = get_object_or_404(_supervised(request), pk=pk)
    waiting = revising.open_revision(found)
    if waiting and revising.withdraw_revision(revision=waiting, by=request.user, now=request.now):
        messages.success(request, _("Withdrawn. What you agreed before still holds."))
    else:
        messages.info(request, _("There is no change to withdraw. This is what holds."))
    return redirect("agreements:detail", found.pk)
