"""Places that were offered or taken in a group that ends: those who asked are to be decided again."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.enquiries.models import WITH_A_PLACE, Enquiry
from groups.enquiries.services import back_to_the_inbox, locked
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Appointment, Role, User


def find(occasion: Occasion) -> Sequence[Hanging]:
    placed = Enquiry.objects.filter(group=occasion.subject, state__in=WITH_A_PLACE).select_related("group")
    if not placed:
        return []
    coordinating = Appointment.objects.current(occasion.now).filter(programme=occasion.programme, role=Role.COORDINATOR)
    people = [appointment.person for appointment in coordinating.select_related("person").order_by("pk")]
    return [_of_enquiry(enquiry, people, occasion.now) for enquiry in placed.order_by("confirmed_at", "pk")]


def _of_enquiry(enquiry: Enquiry, coordinators: Sequence[User], now: datetime) -> Hanging:
    said = _("Someone had a place in %(group)s, which ends. They are among the enquiries again.")
    words = said % {"group": enquiry.group}
    tells = [Telling(person, words, reverse("enquiries:enquiry", args=[enquiry.pk])) for person in coordinators]
    choice = Choice("back", _("It is among the enquiries again"), partial(_back, enquiry, now), tells)
    return Hanging(enquiry.pk, _("A place: %(state)s") % {"state": enquiry.get_state_display()}, [choice])


@transaction.atomic
def _back(enquiry: Enquiry, now: datetime) -> None:
    """Unless it was settled meanwhile."""
    found = locked(enquiry)
    if found.state in WITH_A_PLACE:
        back_to_the_inbox(found, now)


PLACES_OF_NEWCOMERS = Entry(gettext_lazy("Places of newcomers"), frozenset({Event.GROUP_ENDS}), find)
