"""The page on which a coordinator puts somebody's name or specialty right."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from people.corrections.forms import CorrectForm
from people.corrections.services import account_of, correct_account
from people.models import Appointment, User
from people.queries import membership_of
from people.scope import coordinates, in_programme


@require_http_methods(["GET", "POST"])
def correct(request: Request, pk: UUID) -> HttpResponseBase:
    """The account of whoever holds this role, to be corrected."""
    appointment = _correctable(request, pk)
    membership = membership_of(appointment.person, request.now)
    form = CorrectForm(request.POST or None, appointment=appointment, membership=membership)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            changed = correct_account(
                appointment=appointment,
                first_name=told["first_name"],
                last_name=told["last_name"],
                specialty=told.get("specialty"),
                by=request.user,
                now=request.now,
                seen=request.POST.get("seen", ""),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Corrected.") if changed else _("Nothing was changed."))
            return redirect(in_programme("people:roster", appointment.programme))
    person = User.objects.get(pk=appointment.person_id)
    context = {"form": form, "appointment": appointment, "seen": account_of(person, request.now)}
    return render(request, "people/correct.html", context, status=422 if request.method == "POST" else 200)


def _correctable(request: Request, pk: UUID) -> Appointment:
    current = Appointment.objects.current(request.now).select_related("person", "programme")
    appointment = get_object_or_404(current, pk=pk)
    if not coordinates(request, appointment.programme):
        raise Http404
    return appointment
