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
    telephone = Telephone.objects.filter(person=person).first()
    if telephone is None:
        return Telephone.objects.create(person=person, number=number, given_at=now)
    if telephone.number != number:
        telephone.number, telephone.given_at = number, now
        telephone.save(update_fields=["number", "given_at"])
    return telephone


@transaction.atomic
def take_back_telephone(*, person: User) -> None:
    """Nobody sees it from now on, and it is kept nowhere. Doing it twice is once."""
    Telephone.objects.filter(person=person).delete()
