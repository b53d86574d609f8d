"""What the coordinator's list of people says of each facilitator: authorised, or what is missing for it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.items import missing
from certificates.queries import Standing, facilitators, standings
from people.models import Programme, User
from people.registry import Fact


def authorisations_of(programme: Programme, people: Sequence[User], now: datetime) -> dict[UUID, Fact]:
    appointments = facilitators(now).filter(programme=programme, person__in=people)
    found = standings(appointments, now, modules=False, awards=False)
    return {standing.person.pk: fact_of(standing) for standing in found}


def fact_of(standing: Standing) -> Fact:
    if standing.authorised_on:
        return Fact(_("Authorised"))
    lacking = "; ".join(str(item.label) for item in missing(standing.authorisation))
    if lacking:
        return Fact(_("Not authorised yet: %(items)s") % {"items": lacking})
    confirm = reverse("certificates:authorise", args=[standing.appointment.pk])
    return Fact(_("Ready to be authorised"), confirm, missing=True)
