"""Asking not to be paired with somebody, and taking that back. No trail: it would tell what nobody is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from groups.apart.models import NotWith
from groups.apart.queries import colleagues_to_name
from people.models import User
from people.services import lock_person


@transaction.atomic
def keep_apart(*, person: User, other: User, now: datetime) -> NotWith:
    """From now on the two are not proposed as a pair. Twice is once.

    Raises Refusal for somebody with whom they could not be paired anyway.
    """
    lock_person(person)
    kept: NotWith | None = NotWith.objects.filter(person=person, other=other).first()
    if kept:
        return kept
    if not colleagues_to_name(person, now).filter(pk=other.pk).exists():
        raise Refusal(_("Choose a facilitator of your own programme. You could not be paired with anyone else."))
    return NotWith.objects.create(person=person, other=other, said_at=now)


@transaction.atomic
def no_longer_apart(*, row: NotWith) -> None:
    """Nothing of it stays. Doing it twice is once."""
    NotWith.objects.filter(pk=row.pk).delete()
