"""Hold the notices about somebody, and say that those concerned have been telephoned."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from people.holds import services
from people.holds.forms import HoldForm
from people.holds.models import NoticeHold
from people.holds.queries import holds_seen_by, whom_to_telephone
from people.models import Appointment
from people.queries import overseen_programmes
from people.scope import in_programme


@require_http_methods(["GET", "POST"])
def hold(request: Request, pk: UUID) -> HttpResponseBase:
    """Before anything else: nobody is told by this site. Then, who is to be telephoned."""
    appointment = _of_a_role(request, pk)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _put_on_hold(request, form, appointment):
        messages.success(request, _("On hold. People are told about them only when you confirm it here."))
        return redirect("people:hold", pk)
    standing = (
        holds_seen_by(request.user, request.now)
        .filter(person=appointment.person, programme=appointment.programme)
        .first()
    )
    context = {
        "appointment": appointment,
        "form": form,
        "hold": standing,
        "people": whom_to_telephone(standing, request.now) if standing else [],
        "back": in_programme("people:roster", appointment.programme),
    }
    return render(request, "people/hold.html", context, status=422 if form.errors else 200)


def _put_on_hold(request: Request, form: HoldForm, role: Appointment) -> bool:
    try:
        services.hold_notices(
            person=role.person,
            programme=role.programme,
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _of_a_role(request: Request, pk: UUID) -> Appointment:
    """A role of somebody else in a programme that the user oversees, held or ended."""
    within = overseen_programmes(request.user, request.now).values("pk")
    roles = Appointment.objects.filter(programme__in=within).exclude(person=request.user)
    return get_object_or_404(roles.select_related("person", "programme"), pk=pk)


@require_POST
def telephoned(request: Request, pk: UUID) -> HttpResponseBase:
    found = NoticeHold.objects.filter(pk=pk).select_related("programme").first()
    if found is None or not overseen_programmes(request.user, request.now).contains(found.programme):
        raise Http404
    try:
        services.say_telephoned(hold=found, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Noted, with your name. The notices that were waiting are going out now."))
    return redirect("pages:my_day")
