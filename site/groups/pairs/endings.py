"""A place in a pair ends: by itself, or with the role of whoever holds it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.http import Request
from groups.models import Facilitation
from people.endings.models import Ending, Event
from people.endings.registry import Kind, Occasion, Telling, Words
from people.models import Role, User
from people.queries import programmes_of
from people.services import note_about, refuse_unless_coordinator


def place_occasion(place: Facilitation, *, by: User | None, at: datetime, now: datetime) -> Occasion:
    return Occasion(Event.PAIR_SPLITS, place.group.programme, place, at=at, now=now, by=by, gone=place.person)


class PairSplits(Kind):
    button = gettext_lazy("End this place")

    def load(self, request: Request, pk: UUID) -> Occasion:
        coordinated = programmes_of(request.user, Role.COORDINATOR, request.now)
        places = Facilitation.objects.current(request.now).filter(group__programme__in=coordinated)
        place = get_object_or_404(places.select_related("group__programme", "person"), pk=pk)
        return place_occasion(place, by=request.user, at=request.now, now=request.now)

    def again(self, ending: Ending, now: datetime) -> Occasion:
        place = Facilitation.objects.select_related("group__programme", "person").get(pk=ending.subject_id)
        return place_occasion(place, by=ending.by, at=ending.at, now=now)

    def title(self, occasion: Occasion) -> str:
        place: Facilitation = occasion.subject
        return _("%(name)s: no longer in %(group)s?") % {"name": place.person.name, "group": place.group.code_name}

    def sentences(self, occasion: Occasion) -> Sequence[Words]:
        return (_("sessions that were held keep the names of who held them"), _("their partner keeps the other place"))

    def said(self, occasion: Occasion) -> str:
        place: Facilitation = occasion.subject
        return _("%(name)s is no longer in %(group)s.") % {"name": place.person.name, "group": place.group.code_name}

    def back(self, request: Request, occasion: Occasion) -> str:
        return reverse("groups:detail", args=[occasion.subject.group_id])

    def locked(self, occasion: Occasion) -> Occasion:
        places = Facilitation.objects.select_for_update(of=("self",)).select_related("group__programme", "person")
        return replace(occasion, subject=places.get(pk=occasion.subject.pk))

    def ended_at(self, occasion: Occasion) -> datetime | None:
        ends_at: datetime | None = occasion.subject.ends_at
        return ends_at

    def refuse(self, occasion: Occasion) -> None:
        if occasion.by:
            refuse_unless_coordinator(occasion.by, occasion.programme, occasion.now)

    def carry_out(self, occasion: Occasion) -> None:
        place = occasion.subject
        place.ends_at = occasion.at
        place.save(update_fields=["ends_at"])
        note_about(place, actor=occasion.by or place.person, action="ended_place", owner=place.person, now=occasion.now)

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        place: Facilitation = occasion.subject
        words = {"name": place.person.name, "group": place.group.code_name}
        partners = Facilitation.objects.current(occasion.now).filter(group=place.group_id).exclude(pk=place.pk)
        return (
            Telling(place.person, _("You are no longer in the pair of %(group)s.") % words, "/groups/"),
            *(
                Telling(one.person, _("%(name)s is no longer in the pair of %(group)s.") % words, "/groups/")
                for one in partners.select_related("person")
            ),
        )


def places_with_the_role(occasion: Occasion) -> Sequence[Occasion]:
    """A facilitator who leaves the programme leaves its pairs."""
    if occasion.event != Event.ROLE_ENDS or occasion.subject.role != Role.FACILITATOR:
        return ()
    held = Facilitation.objects.select_related("group__programme", "person").filter(
        person=occasion.subject.person_id, group__programme=occasion.programme, ends_at=None, starts_at__lt=occasion.at
    )
    places = held.order_by("starts_at", "pk")
    return [place_occasion(one, by=occasion.by, at=occasion.at, now=occasion.now) for one in places]
