"""The coordinator proposes a supervisor; the two whom it concerns declare."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from people.choosing import offered
from people.endings.queries import warnings_of
from people.endings.registry import Words
from people.endings.supervising import first_supervision_occasion
from people.models import Appointment, Role, SupervisionProposal
from people.proposals import services
from people.proposals.forms import CONFLICTS, DeclareForm, ProposeForm
from people.proposals.models import Answer
from people.proposals.queries import latest_proposal, open_proposal, proposed_now, supervisors_to_choose, with_load
from people.queries import programmes_of, supervision_in
from people.scope import in_programme

# The button that goes on all the same; its value is the supervisor of whom something was said.
MEANT = "meant"


@require_http_methods(["GET", "POST"])
def propose(request: Request, pk: UUID) -> HttpResponseBase:
    """Choose a supervisor for one facilitator, whose appointment `pk` is."""
    coordinated = programmes_of(request.user, Role.COORDINATOR, request.now)
    facilitators = Appointment.objects.current(request.now).filter(role=Role.FACILITATOR, programme__in=coordinated)
    appointment = get_object_or_404(facilitators.select_related("person", "programme"), pk=pk)
    person, programme = appointment.person, appointment.programme
    supervisors = supervisors_to_choose(programme, person, request.now)
    offer = offered(request, supervisors, chosen=request.POST.get("supervisor"))
    form = ProposeForm(request.POST if request.method == "POST" else None, with_load(offer.people))
    assignment = supervision_in(programme, person, request.now)
    told: list[Words] = []
    if request.method == "POST" and form.is_valid():
        if assignment:
            # First what hangs on the supervision that ends with it.
            return redirect("people:hand_over", pk, form.cleaned_data["supervisor"].pk)
        told = _to_consider(request, form, appointment)
        if not told and _proposed(request, form, appointment):
            return redirect(in_programme("people:roster", programme))
    context = {
        "form": form,
        "person": person,
        "programme": programme,
        "offered": offer,
        "conflicts": CONFLICTS,
        "assignment": assignment,
        "proposal": latest_proposal(person, programme),
        "told": told,
        "seen": seen(*proposed_now(open_proposal(person, programme))),
    }
    return render(request, "people/propose.html", context, status=422 if form.errors or told else 200)


def _to_consider(request: Request, form: ProposeForm, appointment: Appointment) -> list[Words]:
    """What is said before this one is proposed, for instance that it splits a pair; nothing once it is meant."""
    to = form.cleaned_data["supervisor"]
    if request.POST.get(MEANT) == str(to.pk):
        return []
    return warnings_of(
        first_supervision_occasion(appointment.person, to, appointment.programme, by=request.user, now=request.now)
    )


def _proposed(request: Request, form: ProposeForm, appointment: Appointment) -> bool:
    try:
        services.propose_supervisor(
            facilitator=appointment.person,
            supervisor=form.cleaned_data["supervisor"],
            programme=appointment.programme,
            by=request.user,
            now=request.now,
            seen=request.POST.get("seen", NOT_ASKED),
        )
    except Refusal as refusal:
        form.add_error("supervisor", str(refusal.message))
        return False
    messages.success(
        request, _("Both are asked about conflicts of interest. Supervision begins when neither declares one.")
    )
    return True


@require_http_methods(["GET", "POST"])
def declaration(request: Request, pk: UUID) -> HttpResponseBase:
    """For the two alone: is one of you any of these to the other?"""
    proposals = SupervisionProposal.objects.between(request.user)
    proposal = get_object_or_404(proposals.select_related("facilitator", "supervisor", "programme"), pk=pk)
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _declare(request, proposal, Answer(form.cleaned_data["answer"]))
    as_supervisor = proposal.supervisor_id == request.user.pk
    context = {
        "form": form,
        "proposal": proposal,
        "conflicts": CONFLICTS,
        "answer": proposal.answer_of(request.user),
        "other": proposal.facilitator if as_supervisor else proposal.supervisor,
        "as_supervisor": as_supervisor,
    }
    return render(request, "people/declaration.html", context, status=422 if form.errors else 200)


def _declare(request: Request, proposal: SupervisionProposal, answer: Answer) -> HttpResponseBase:
    try:
        proposal = services.declare(proposal=proposal, by=request.user, answer=answer, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return redirect("people:declaration", proposal.pk)
    messages.success(request, _said(proposal))
    return redirect("pages:my_day")


def _said(proposal: SupervisionProposal) -> str:
    if proposal.state == SupervisionProposal.State.BEGUN:
        names = {"supervisor": proposal.supervisor.name, "facilitator": proposal.facilitator.name}
        return _("Thank you. %(supervisor)s supervises %(facilitator)s from now on.") % names
    if proposal.state == SupervisionProposal.State.DECLINED:
        return _("Thank you. The coordinator is looking for someone else, and is told only that.")
    return _("Thank you. Supervision begins when the other person has answered too.")


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponseBase:
    coordinated = SupervisionProposal.objects.coordinated_by(request.user, request.now)
    proposal = get_object_or_404(coordinated.select_related("programme"), pk=pk)
    try:
        services.withdraw_proposal(proposal=proposal, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("The proposal is withdrawn, so there is nothing to answer."))
    return redirect(in_programme("people:roster", proposal.programme))
