"""What happened to the e-mail addresses of an account: the way by which one would be taken."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import User

# So long after a change, whoever held an address before it can stop it.
CAN_BE_STOPPED = timedelta(days=7)


class Happened(models.TextChoices):
    """The values are what the mail says of it."""

    ADDED = "added", _("an email address was added to it")
    CONFIRMED = "confirmed", _("an email address that was added to it was confirmed")
    MAIN = "main", _("emails about it now go to another email address")
    REMOVED = "removed", _("an email address was removed from it")


class Outcome(models.TextChoices):
    STANDS = "stands", _("the addresses were left as they are")
    PUT_BACK = "put_back", _("the addresses were put back")


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def stopped(self) -> Self:
        """Somebody said that it was not they, and nobody has found out yet. No such account signs in."""
        return self.filter(stopped_at__isnull=False, settled_at=None)

    def of_late(self, now: datetime) -> Self:
        """Those that could be stopped at `now`."""
        return self.filter(at__gt=now - CAN_BE_STOPPED)


class AddressChange(Identified):
    """One change, with the confirmed addresses as they were `before` it, the main one first."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="address_changes")
    happened = models.CharField(max_length=10, choices=Happened)
    at = models.DateTimeField()
    before = models.JSONField()
    stopped_at = models.DateTimeField(null=True)
    # The address to whose mail the link came by which it was stopped.
    stopped_by = models.EmailField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    person_id: UUID
    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="address_changes_of_late")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
                name="a_settled_change_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_happened_display()}"

    @property
    def can_be_stopped_until(self) -> datetime:
        return self.at + CAN_BE_STOPPED
