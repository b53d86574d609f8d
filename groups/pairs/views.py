"""For coordinators: found a group, fill its places."""

from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.days import first_instant, local_day
from foundation.http import Request
from foundation.refusals import Refusal
from groups.models import Facilitation, PeerGroup
from groups.pairs import services
from groups.pairs.forms import FoundForm, PlaceForm
from groups.pairs.queries import as_candidates, candidates, coming_to, groups_coordinated_by, places_with_standing
from people.choosing import offered
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
    group = _coordinated_group(request, pk)
    offer = offered(request, candidates(group, request.now), chosen=request.POST.get("person"))
    free_for = as_candidates(offer.people, group, request.now)
    today = local_day(request.now, group.programme.zone)
    form = PlaceForm(request.POST if request.method == "POST" else None, free_for, today)
    if request.method == "POST" and form.is_valid() and _place(request, form, group):
        return redirect("groups:pair", pk)
    places = places_with_standing(group, request.now)
    context = {
        "group": group,
        "form": form,
        "places": places,
        "offered": offer,
        "full": len(places) == PLACES and not any(place.ends_at for place, _authorised in places),
        "coming": coming_to([pk], request.now),
    }
    return render(request, "groups/places.html", context, status=422 if form.errors else 200)


def _place(request: Request, form: PlaceForm, group: PeerGroup) -> bool:
    person, day = form.cleaned_data["person"], form.cleaned_data["starts_on"]
    starts_at = first_instant(day, group.programme.zone) if day else None
    try:
        services.place_in_pair(group=group, person=person, by=request.user, starts_at=starts_at, now=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    messages.success(request, _("%(name)s has a place in the pair, and has been told.") % {"name": person.name})
    return True


@require_POST
def withdraw_place(request: Request, pk: UUID) -> HttpResponseBase:
    """A place that was to begin on a day ahead. `pk` is the place's."""
    coordinated = groups_coordinated_by(request.user, request.now).values("pk")
    places = Facilitation.objects.filter(group__in=coordinated).select_related("group__programme", "person")
    place = get_object_or_404(places, pk=pk)
    try:
        services.withdraw_place(place=place, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("%(name)s does not join, and has been told.") % {"name": place.person.name})
    return redirect("groups:pair", place.group_id)


@require_http_methods(["GET", "POST"])
def end_place(request: Request, pk: UUID, place: int) -> HttpResponseBase:
    """Free one of the two places: what hangs on it is decided on the page of all endings."""
    group = _coordinated_group(request, pk)
    taken = {place.place: place for place, _authorised in places_with_standing(group, request.now)}
    if place not in taken:
        messages.info(request, _("This place is already free."))
        return redirect("groups:pair", pk)
    return ending(request, Event.PAIR_SPLITS, taken[place].pk)


def _coordinated_group(request: Request, pk: UUID) -> PeerGroup:
    return get_object_or_404(groups_coordinated_by(request.user, request.now), pk=pk)
