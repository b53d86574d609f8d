"""The coordinator's two screens: a place is free, and pair those who wait."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from groups.pairing import services
from groups.pairing.forms import AskForm, GroupForm
from groups.pairing.models import PairingRow
from groups.pairing.queries import draft_of, free_place, instead_of, pairing_of
from groups.pairs.queries import groups_coordinated_by
from people.models import Programme
from people.queries import coordinated_programmes
from people.scope import chosen_programme, in_programme


@require_http_methods(["GET", "POST"])
def draft(request: Request) -> HttpResponse:
    """What is drawn, and the press that draws it again."""
    programme = chosen_programme(request)
    pairing = pairing_of(programme)
    today = local_day(request.now, programme.zone)
    first = max(pairing.starts_on, today) if pairing else today
    form = AskForm(request.POST if request.method == "POST" else None, initial={"starts_on": first})
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_for_pairs(programme=programme, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("starts_on", str(refusal))
        else:
            return redirect(_home(programme))
    context = {
        "form": form,
        "programme": programme,
        "programmes": coordinated_programmes(request.user, request.now),
        "pairing": pairing,
        "draft": draft_of(pairing, request.now) if pairing else None,
    }
    return render(request, "groups/pairing/draft.html", context, status=422 if form.errors else 200)


@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    return _pressed(request, pk, services.accept_row, _("Accepted. The others are matched again."))


@require_POST
def release(request: Request, pk: UUID) -> HttpResponse:
    return _pressed(request, pk, services.release_row, _("Undone. Everyone who waits is matched again."))


def _pressed(request: Request, pk: UUID, verb: Callable[..., Any], said: str) -> HttpResponse:
    row = _row(request, pk)
    try:
        verb(row=row, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(_home(row.pairing.programme))


@require_GET
def instead(request: Request, pk: UUID) -> HttpResponse:
    """Whom else the two of a row could be paired with, and what that costs."""
    row = _row(request, pk)
    context = {"row": row, "home": _home(row.pairing.programme), "found": instead_of(row, request.now)}
    return render(request, "groups/pairing/instead.html", context)


@require_http_methods(["GET", "POST"])
def set_up_group(request: Request, pk: UUID) -> HttpResponse:
    row = _row(request, pk)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            group = services.set_up_group(row=row, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("code_name", str(refusal))
        else:
            messages.success(request, _("%(group)s is set up, and both have been told.") % {"group": group.code_name})
            return redirect("groups:detail", group.pk)
    context = {"form": form, "row": row, "home": _home(row.pairing.programme)}
    return render(request, "groups/pairing/group.html", context, status=422 if form.errors else 200)


@require_GET
def place(request: Request, pk: UUID) -> HttpResponse:
    """Who fits beside whoever holds the other place, the best twenty with their reasons."""
    group = get_object_or_404(groups_coordinated_by(request.user, request.now), pk=pk)
    return render(request, "groups/pairing/place.html", {"group": group, "place": free_place(group, request.now)})


def _row(request: Request, pk: UUID) -> PairingRow:
    rows = PairingRow.objects.visible_to(request.user, request.now)
    return get_object_or_404(rows.select_related("pairing__programme", "first", "second"), pk=pk)


def _home(programme: Programme) -> str:
    return in_programme("pairing:draft", programme)
