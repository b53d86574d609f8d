"""A draft of pairs for those who wait. It places nobody: a coordinator accepts a row, and sets up its group."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from foundation.models import Identified
from groups.models import PeerGroup, programmes_coordinated_by
from people.models import Programme, User


class PairingQuerySet(models.QuerySet["Pairing"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Of the programmes that `user` coordinates."""
        return self.filter(programme__in=programmes_coordinated_by(user, now))


class Pairing(Identified):
    """One for a programme, matched again at every press. `revision` is what was asked, `matched` what is drawn."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="pairing")
    starts_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    matched_at = models.DateTimeField(null=True)

    programme_id: UUID
    objects = PairingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"pairs for {self.programme}"

    @property
    def is_under_way(self) -> bool:
        return self.matched < self.revision


class PairingRowQuerySet(models.QuerySet["PairingRow"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        return self.filter(pairing__programme__in=programmes_coordinated_by(user, now))

    def open(self) -> Self:
        """Those that have no group yet."""
        return self.filter(group=None)

    def accepted(self) -> Self:
        return self.open().exclude(accepted_at=None)


class PairingRow(Identified):
    """Two who could be a pair. One that is accepted stays while the rest is matched again."""

    pairing = models.ForeignKey(Pairing, on_delete=models.CASCADE, related_name="rows")
    first = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    group = models.ForeignKey(PeerGroup, on_delete=models.PROTECT, null=True, related_name="+")

    pairing_id: UUID
    first_id: UUID
    second_id: UUID
    objects = PairingRowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_row_names_two_in_order"),
            models.UniqueConstraint(
                fields=["pairing", "first"], condition=Q(group__isnull=True), name="first_in_one_open_row"
            ),
            models.UniqueConstraint(
                fields=["pairing", "second"], condition=Q(group__isnull=True), name="second_in_one_open_row"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"

    @property
    def people(self) -> frozenset[UUID]:
        return frozenset((self.first_id, self.second_id))
