"""Whom a certificate reminds that ends soon: three months ahead, as a renewal opens, and a month ahead."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from certificates.models import Certificate, Status
from certificates.queries import RENEWAL_OPENS, facilitators
from delivery.reminders.rules import Due
from foundation.days import local_day

A_DAY = timedelta(days=1)
LAST_CALL = timedelta(days=30)


def certificates_ending(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """For its holder, while they facilitate there and nothing has followed it: once for each of the two. One query."""
    today = local_day(now)
    later = Certificate.objects.filter(award=OuterRef("award"), person=OuterRef("person"), cycle__gt=OuterRef("cycle"))
    in_post = facilitators(now).filter(person=OuterRef("person"), programme=OuterRef("programme"))
    ending = Certificate.objects.with_standing().filter(
        ~Exists(later),
        Exists(in_post),
        expires_on__range=(today - A_DAY, today + RENEWAL_OPENS + A_DAY),
    )
    if people is not None:
        ending = ending.filter(person__in=list(people))
    for certificate in ending.select_related("programme").order_by("pk"):
        day = local_day(now, certificate.programme.zone)
        left = certificate.expires_on - day
        if certificate.status(day) == Status.VALID and left <= RENEWAL_OPENS:
            yield Due(certificate.person_id, certificate.pk, "30" if left <= LAST_CALL else "90")
