"""The coordinator's inbox of enquiries, a page for each, and the pair's page of who comes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from confidential.services import Parts, open_sealed
from foundation.http import Request, as_secret
from foundation.paging import paged
from foundation.refusals import Refusal
from groups.enquiries import deciding, queries
from groups.enquiries.forms import HandOnForm, OfferForm, SetUpForm
from groups.enquiries.models import Enquiry, EnquiryState
from groups.enquiries.passing import pass_on
from groups.enquiries.questions import ASKED_BY, IN_COLUMNS, QUESTIONS
from groups.enquiries.words import Intent
from groups.models import PeerGroup
from people.models import Specialty
from people.queries import coordinated_programmes
from people.scope import chosen_programme, in_programme


@require_GET
def inbox(request: Request) -> HttpResponseBase:
    """All that is open in one programme, the oldest first. No words are opened here."""
    programme, intent = chosen_programme(request), request.GET.get("intent", "")
    found = queries.inbox(programme, request.user, request.now, intent)
    context = paged(request, found) | {
        "programme": programme,
        "programmes": coordinated_programmes(request.user, request.now),
        "intents": Intent.choices,
        "intent": intent,
        "settled": queries.settled_counts(programme),
        "overdue_since": _overdue_since(request),
    }
    return render(request, "enquiries/inbox.html", context)


@require_GET
def enquiry(request: Request, pk: UUID) -> HttpResponseBase:
    """One enquiry with who asks, and what can be done."""
    found = _own_enquiry(request, pk)
    said = open_sealed(found, viewer=request.user, now=request.now) if found.is_open else {}
    fresh = found.state in (EnquiryState.NEW, EnquiryState.WAITING)
    may_be_placed = fresh and found.intent != Intent.FACILITATE
    context = {
        "enquiry": found,
        "rows": _in_words(found, said),
        "address": said.get("email", ""),
        "fresh": fresh,
        "suggestions": queries.suggestions(found, request.now) if may_be_placed else [],
        "may_be_placed": may_be_placed,
        "hand_on": HandOnForm(programmes=_elsewhere(found, request)) if fresh else None,
        "offer_days": deciding.OFFER_KEPT.days,
        "overdue_since": _overdue_since(request),
    }
    return as_secret(render(request, "enquiries/enquiry.html", context))


def _overdue_since(request: Request) -> datetime:
    return queries.working_days_before(request.now, queries.READ_WITHIN)


def _elsewhere(enquiry: Enquiry, request: Request) -> Any:
    return queries.taking_enquiries(request.now).exclude(pk=enquiry.programme_id)


def _in_words(enquiry: Enquiry, said: Parts) -> list[tuple[Any, str]]:
    """What was answered, in the order of the questions."""
    sealed = [key for key in ASKED_BY[enquiry.intent] if key not in IN_COLUMNS and said.get(key)]
    return [(QUESTIONS[key].called, _said(key, said[key])) for key in sealed]


def _said(key: str, given: str) -> str:
    if key == "specialty":
        return Specialty.objects.filter(pk=given).values_list("name", flat=True).first() or ""
    return QUESTIONS[key].in_words(given)


@require_POST
def offer(request: Request, pk: UUID) -> HttpResponseBase:
    found = _own_enquiry(request, pk)
    groups = PeerGroup.objects.filter(programme=found.programme_id, state__in=queries.OPEN_GROUPS)
    form = OfferForm(request.POST, groups=groups)
    if not form.is_valid():
        return _refused(request, pk, form)
    return _do(
        request, found, deciding.offer_place, _("The place is offered. They answer by a link."), **form.cleaned_data
    )


@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponseBase:
    return _do(request, _own_enquiry(request, pk), deciding.take_offer_back, _("The offer is withdrawn."))


@require_POST
def wait(request: Request, pk: UUID) -> HttpResponseBase:
    said = _("They are on the waiting list, and are told so.")
    return _do(request, _own_enquiry(request, pk), deciding.let_wait, said)


@require_POST
def invite(request: Request, pk: UUID) -> HttpResponseBase:
    said = _("The invitation is on its way. Their name and address are now with the invitation alone.")
    return _do(request, _own_enquiry(request, pk), deciding.invite_to_facilitate, said)


@require_POST
def decline(request: Request, pk: UUID) -> HttpResponseBase:
    said = _("They are told kindly. Their name and address are destroyed once the email has left.")
    return _do(request, _own_enquiry(request, pk), deciding.decline, said)


@require_POST
def hand_on(request: Request, pk: UUID) -> HttpResponseBase:
    found = _own_enquiry(request, pk)
    form = HandOnForm(request.POST, programmes=_elsewhere(found, request))
    if not form.is_valid():
        return _refused(request, pk, form)
    back, said = in_programme("enquiries:inbox", found.programme), _("Handed on. They are told so.")
    return _do(request, found, deciding.hand_on, said, back, **form.cleaned_data)


def _refused(request: Request, pk: UUID, form: Any) -> HttpResponseBase:
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect("enquiries:enquiry", pk)


def _do(request: Request, found: Enquiry, verb: Any, said: str, back: str = "", **more: Any) -> HttpResponseBase:
    """One service call, one message."""
    try:
        verb(enquiry=found, by=request.user, now=request.now, **more)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)
        if back:
            return redirect(back)
    return redirect("enquiries:enquiry", found.pk)


def _own_enquiry(request: Request, pk: UUID) -> Enquiry:
    rows = Enquiry.objects.visible_to(request.user, request.now).select_related("programme", "group", "text")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def set_up(request: Request) -> HttpResponseBase:
    """A new group for several who ask."""
    programme = chosen_programme(request)
    undecided = queries.inbox(programme, request.user, request.now).filter(
        state__in=[EnquiryState.NEW, EnquiryState.WAITING], intent__in=[Intent.JOIN, Intent.PROPOSE]
    )
    form = SetUpForm(request.POST if request.method == "POST" else None, enquiries=undecided)
    if request.method == "POST" and form.is_valid():
        try:
            group = deciding.set_up_group(programme=programme, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("code_name", str(refusal.message))
        else:
            messages.success(request, _("%(group)s is set up. Now choose its pair.") % {"group": group.code_name})
            return redirect("groups:pair", group.pk)
    context = {"form": form, "programme": programme, "any": undecided.exists()}
    return render(request, "enquiries/set_up.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def who_comes(request: Request, pk: UUID) -> HttpResponseBase:
    """GET says how many; POST shows them once. Nobody can show them again."""
    group = get_object_or_404(PeerGroup.objects.facilitated_by(request.user, request.now), pk=pk)
    context: dict[str, Any] = {"group": group, "coming": group.enquiries.filter(state=EnquiryState.ACCEPTED).count()}
    if request.method == "POST":
        try:
            context |= {"shown": True, "newcomers": pass_on(group=group, by=request.user, now=request.now)}
        except Refusal as refusal:
            messages.error(request, str(refusal.message))
            return redirect(reverse("groups:detail", args=[pk]))
    return as_secret(render(request, "enquiries/who_comes.html", context))
