"""Whoever leaves a programme is no longer authorised in it; should they return, it is confirmed anew."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.services import end_authorisations
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Authorisation, Role


def find(occasion: Occasion) -> Sequence[Hanging]:
    appointment, person = occasion.subject, occasion.subject.person
    if appointment.role != Role.FACILITATOR:
        return []
    lasting = Authorisation.objects.filter(person=person, programme=occasion.programme, ends_at=None)
    said = _("Your authorisation to co-facilitate in %(programme)s has ended with your role.")
    ends = Choice(
        "ends",
        gettext_lazy("It ends with the role."),
        partial(end_authorisations, person, occasion.programme, occasion.at),
        (Telling(person, said % {"programme": occasion.programme.name}, mail=False),),
    )
    words = _("The authorisation to co-facilitate")
    return [
        Hanging(authorisation.pk, words, [ends], about=person)
        for authorisation in lasting.filter(starts_at__lt=occasion.at)
    ]


ENTRY = Entry(gettext_lazy("Authorisation"), frozenset({Event.ROLE_ENDS}), find)
