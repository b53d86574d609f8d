"""Where a person hears of what happens to their account, and whose account is stopped."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from people.addresses.models import AddressChange
from people.models import Appointment, User
from people.queries import overseen_programmes


def confirmed_addresses(person: User) -> list[str]:
    """The main one first."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk")
    return list(confirmed.values_list("email", flat=True))


def is_stopped(person: User) -> bool:
    return AddressChange.objects.stopped().filter(person=person).exists()


def stopped_seen_by(user: User, now: datetime) -> QuerySet[AddressChange]:
    """Stopped ones of people with a role in a programme that `user` oversees. Never one of their own."""
    appointments = Appointment.objects.current(now).filter(
        person=OuterRef("person"), programme__in=overseen_programmes(user, now).values("pk")
    )
    found = AddressChange.objects.stopped().filter(Exists(appointments)).exclude(person=user)
    return found.select_related("person").order_by("stopped_at", "pk")


def to_put_back(stopped: AddressChange) -> Sequence[AddressChange]:
    """The changes that whoever settles it may undo, the oldest first: undoing one undoes all that came after it."""
    assert stopped.stopped_at is not None
    of_late = AddressChange.objects.filter(person=stopped.person, settled_at=None).of_late(stopped.stopped_at)
    return [change for change in of_late.order_by("at", "pk") if change.before]
