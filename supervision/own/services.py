"""Writing down a day of supervision of one's own, and taking it off again. It is a list for oneself: no trail."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal
from people.models import User
from people.services import lock_person
from supervision.own.models import OwnSupervision


@transaction.atomic
def add_day(*, person: User, day: date, now: datetime) -> OwnSupervision:
    """Twice is once. Raises Refusal for a day that has not come."""
    if day > local_day(now):
        raise Refusal(_("Enter today or a day before. Add a meeting that is ahead once you have had it."))
    lock_person(person)
    row, _created = OwnSupervision.objects.get_or_create(person=person, day=day)
    return row


@transaction.atomic
def take_off(*, row: OwnSupervision) -> None:
    """Doing it twice is once."""
    OwnSupervision.objects.filter(pk=row.pk).delete()
