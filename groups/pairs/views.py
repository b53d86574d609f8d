"""For coordinators: found a group, fill its places, move it on."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from groups.models import PeerGroup
from groups.pairs import services
from groups.pairs.forms import FoundForm, MoveForm, PlaceForm
from groups.pairs.queries import candidates, groups_coordinated_by, places_with_standing
from people.endings.models import Event
from people.endings.views import ending
from people.scope import chosen_programme

PLACES = 2


@require_http_methods(["GET", "POST"])
def found(request: Request) -> HttpResponseBase:
    programme = chosen_programme(request)
    form = FoundForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            group = services.found_group(programme=programme, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("code_name", str(refusal.message))
        else:
            messages.success(request, _("%(group)s is set up. Now choose its pair.") % {"group": group.code_name})
            return redirect("groups:pair", group.pk)
    context = {"form": form, "programme": programme}
    return render(request, "groups/found.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def pair(request: Request, pk: UUID) -> HttpResponseBase:
    """Who has the two places, and who could."""
    group = _mine(request, pk)
    free_for = candidates(group, request.now)
    form = PlaceForm(request.POST if request.method == "POST" else None, free_for)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            services.place_in_pair(group=group, person=person, by=request.user, now=request.now)
        except Refusal as refusal:
            form.add_error("person", str(refusal.message))
        else:
            messages.success(request, _("%(name)s has a place in the pair, and has been told.") % {"name": person.name})
            return redirect("groups:pair", pk)
    places = places_with_standing(group, request.now)
    context = {
        "group": group,
        "form": form,
        "places": places,
        "candidates": free_for,
        "full": len(places) == PLACES,
        "move": MoveForm(None, group),
    }
    return render(request, "groups/places.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end_place(request: Request, pk: UUID, place: int) -> HttpResponseBase:
    """Free one of the two places: what hangs on it is decided on the page of all endings."""
    group = _mine(request, pk)
    taken = {held.place: held for held, _authorised in places_with_standing(group, request.now)}
    if place not in taken:
        messages.info(request, _("This place is already free."))
        return redirect("groups:pair", pk)
    return ending(request, Event.PAIR_SPLITS, taken[place].pk)


@require_http_methods(["POST"])
def move(request: Request, pk: UUID) -> HttpResponseBase:
    """Move the group on to the state that was chosen."""
    group = _mine(request, pk)
    form = MoveForm(request.POST, group)
    try:
        if form.is_valid():
            group = services.move_group(group=group, to=form.cleaned_data["to"], by=request.user, now=request.now)
            messages.success(
                request,
                _("%(group)s: %(state)s.")
                % {
                    "group": group.code_name,
                    "state": group.get_state_display(),
                },
            )
        else:
            messages.error(request, " ".join(map(str, form.errors["to"])))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect("groups:pair", pk)


def _mine(request: Request, pk: UUID) -> PeerGroup:
    return get_object_or_404(groups_coordinated_by(request.user, request.now), pk=pk)
