"""Giving one's telephone number, and taking it back."""

from datetime import datetime

from django.db import transaction

from people.models import User
from people.services import lock_person
from people.telephones.models import Telephone


@transaction.atomic
def give_telephone(*, person: User, number: str, now: datetime) -> Telephone:
    """From now on those who work with `person` see `number`. The same number twice is once."""
    lock_person(person)
    held = Telephone.objects.filter(person=person).first()
    if held is None:
        return Telephone.objects.create(person=person, number=number, given_at=now)
    if held.number != number:
        held.number, held.given_at = number, now
        held.save(update_fields=["number", "given_at"])
    return held


@transaction.atomic
def take_back_telephone(*, person: User) -> None:
    """Nobody sees it from now on, and it is kept nowhere. Doing it twice is once."""
    Telephone.objects.filter(person=person).delete()
