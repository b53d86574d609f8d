"""Sessions that need someone, and what to do about it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.http import Request
from foundation.paging import page_of
from foundation.refusals import Refusal
from groups.apologies.queries import coming_to
from groups.models import GroupSession
from groups.queries import with_facts
from groups.stand_ins import services
from groups.stand_ins.forms import AloneForm
from groups.stand_ins.models import StandInOffer, WhyAlone
from groups.stand_ins.queries import covering, needed, sessions_needing
from people.models import Role
from people.plans.models import ProgrammePlan


@require_GET
def needed_sessions(request: Request) -> HttpResponse:
    if Role.FACILITATOR not in request.roles:
        raise Http404
    found = needed(sessions_needing(request.user, request.now), request.user, request.now)
    return render(request, "groups/stand_ins/needed.html", {"page": page_of(request, found)})


@require_POST
def offer(request: Request, pk: UUID) -> HttpResponse:
    """`back` takes it back."""
    session = get_object_or_404(sessions_needing(request.user, request.now), pk=pk)
    if "back" in request.POST:
        services.take_offer_back(session=session, person=request.user)
        messages.success(request, _("Your offer no longer stands."))
    else:
        _try(
            request,
            lambda: services.offer_to_stand_in(session=session, person=request.user, now=request.now),
            _("Thank you. You hear when they have decided. Until then nothing is agreed."),
        )
    return redirect("groups:needed")


@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    own = GroupSession.objects.of(request.user, request.now).values("pk")
    offers = StandInOffer.objects.filter(session__in=own).exclude(person=request.user)
    found = get_object_or_404(offers.select_related("session", "person"), pk=pk)
    _try(
        request,
        lambda: services.accept_stand_in(offer=found, by=request.user, now=request.now),
        _("%(name)s stands in, and has been told.") % {"name": found.person.name},
    )
    return redirect("groups:session", found.session_id)


def _try(request: Request, verb: Callable[[], object], said: str) -> None:
    try:
        verb()
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)


@require_http_methods(["GET", "POST"])
def alone(request: Request, pk: UUID) -> HttpResponseBase:
    """For the one who is left, from 24 hours before."""
    session = get_object_or_404(with_facts(GroupSession.objects.of(request.user, request.now)), pk=pk)
    found = covering(session, coming_to(session, request.user, request.now), request.user, request.now)
    if found is None or not found.decides:
        raise Http404
    form = AloneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide_to_be_alone(
                session=session,
                by=request.user,
                reason=WhyAlone(form.cleaned_data["reason"]),
                on_call_reached=form.cleaned_data["on_call_reached"],
                now=request.now,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved: you hold this session alone."))
            return redirect("groups:session", pk)
    plan = ProgrammePlan.objects.of(session.group.programme).select_related("written_by").first()
    context = {"form": form, "session": session, "plan": plan}
    return render(request, "groups/stand_ins/alone.html", context, status=422 if form.errors else 200)
