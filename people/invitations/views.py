"""Inviting, as coordinators and governance leads do it: one, many, again, no longer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from delivery.queries import refused
from foundation.http import Request
from foundation.paging import paged, sought
from foundation.refusals import Refusal
from people.invitations import services
from people.invitations.files import MOST_LINES
from people.invitations.forms import InviteForm, TableForm, fingerprint
from people.invitations.models import Standing
from people.invitations.queries import open_invitations
from people.invitations.table import Table, read_table
from people.models import Invitation, Programme, Role, Specialty
from people.permissions import roles_given_by
from people.scope import chosen_programme, coordinates, in_programme, overseen_programme


@require_GET
def invitations(request: Request) -> HttpResponse:
    """Those that wait, and those that have expired. A governance lead sees those to that role and to a deputy's."""
    programme, given = _inviting_programme(request)
    listed = paged(request, open_invitations(programme, sought(request), request.user, request.now))
    context = listed | {
        "programme": programme,
        "rows": _with_standing(listed["page"].object_list, request.now),
        "given": given,
        "coordinates": coordinates(request, programme),
    }
    return render(request, "people/invitations.html", context)


def _with_standing(found: Iterable[Invitation], now: datetime) -> list[tuple[Invitation, Standing, bool]]:
    """Each with what has become of it, and whether the mail server refused to take its mail."""
    keys = {services.mail_key(invitation): invitation for invitation in found}
    came_back = refused(keys)
    return [(invitation, invitation.standing(now), key in came_back) for key, invitation in keys.items()]


def _inviting_programme(request: Request) -> tuple[Programme, frozenset[Role]]:
    """The programme, with the roles that this user may give there. Raises Http404 where there are none."""
    programme = overseen_programme(request)
    given = roles_given_by(request.user, programme, request.now)
    if not given:
        raise Http404
    return programme, given


@require_http_methods(["GET", "POST"])
def invite(request: Request) -> HttpResponseBase:
    """One person, to a role that is this user's to give."""
    programme, given = _inviting_programme(request)
    sent = request.method == "POST"
    initial = {"role": request.GET.get("role", next(role for role in Role if role in given))}
    form = InviteForm(request.POST if sent else None, initial=initial, given=given)
    if sent and form.is_valid():
        wanted = form.wanted()
        try:
            services.invite(programme=programme, wanted=[wanted], by=request.user, now=request.now)
        except Refusal as refusal:
            form.add_error("email", str(refusal.message))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": wanted.email})
            return redirect(in_programme("people:invitations", programme))
    context = {"form": form, "programme": programme, "coordinates": coordinates(request, programme)}
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def invite_many(request: Request) -> HttpResponseBase:
    """A table: look at it first, then send all of it or nothing. What was pasted stays in the box."""
    programme = chosen_programme(request)
    if request.method != "POST":
        return _many_page(request, programme, TableForm(), None)
    form = TableForm(request.POST, request.FILES)
    if not form.is_valid():
        return _many_page(request, programme, form, None)
    lines = form.cleaned_data["lines"]
    table = read_table(lines, programme=programme, by=request.user, now=request.now)
    if table.can_be_sent and request.POST.get("looked_at") == fingerprint(lines):
        return _send(request, programme, table, lines)
    again = TableForm(initial={"lines": lines, "came": form.cleaned_data["came"]})
    return _many_page(request, programme, again, table, lines)


def _send(request: Request, programme: Programme, table: Table, lines: str) -> HttpResponseBase:
    try:
        made = services.invite(programme=programme, wanted=table.wanted, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
        return _many_page(request, programme, TableForm(initial={"lines": lines}), table, lines)
    sentence = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", len(made))
    messages.success(request, sentence % {"count": len(made)})
    return redirect(in_programme("people:invitations", programme))


def _many_page(
    request: Request, programme: Programme, form: TableForm, table: Table | None, lines: str = ""
) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "table": table,
        "roles": Role.labels,
        "most": MOST_LINES,
        "specialties": Specialty.objects.order_by("name"),
        "looked_at": fingerprint(lines),
        "lines": lines,
    }
    faulty = form.errors or (table and not table.can_be_sent)
    return render(request, "people/invite_many.html", context, status=422 if faulty else 200)


@require_POST
def send_again(request: Request, pk: UUID) -> HttpResponseBase:
    sentence = _("Sent again to %(email)s. The link in the earlier email no longer works.")
    return _do(request, pk, services.send_again, sentence)


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponseBase:
    sentence = _("The invitation to %(email)s is withdrawn. Its link no longer works.")
    return _do(request, pk, services.withdraw_invitation, sentence)


def _do(request: Request, pk: UUID, verb: Any, sentence: str) -> HttpResponseBase:
    """One service call, one message."""
    invitation = _own_invitation(request, pk)
    try:
        verb(invitation=invitation, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, sentence % {"email": invitation.email})
    return redirect(in_programme("people:invitations", invitation.programme))


def _own_invitation(request: Request, pk: UUID) -> Invitation:
    visible = Invitation.objects.visible_to(request.user, request.now)
    return get_object_or_404(visible.select_related("programme"), pk=pk)
