"""After a death, a serious illness or a suspension nobody learns of it by an automatic notice."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import Programme, User


class Reason(models.TextChoices):
    DEATH = "death", _("a death")
    ILLNESS = "illness", _("a serious illness")
    SUSPENSION = "suspension", _("a suspension")


class NoticeHoldQuerySet(models.QuerySet["NoticeHold"]):
    def open(self) -> Self:
        """Nobody has said yet that those concerned have been telephoned."""
        return self.filter(telephoned_at=None)


class NoticeHold(Identified):
    """No notice to `person` or about them goes out until somebody says that those concerned have been telephoned.

    Until then they are out of reach: concerns that were with them are with others (`supervision/concerns`).
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notice_holds")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="notice_holds")
    reason = models.CharField(max_length=12, choices=Reason)
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    telephoned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    telephoned_at = models.DateTimeField(null=True)

    person_id: UUID
    programme_id: UUID
    objects = NoticeHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "programme"], condition=Q(telephoned_at__isnull=True), name="one_open_hold_of_notices"
            ),
            models.CheckConstraint(
                condition=Q(telephoned_at__isnull=True, telephoned_by__isnull=True)
                | Q(telephoned_at__isnull=False, telephoned_by__isnull=False),
                name="who_telephoned_and_when_go_together",
            ),
        ]

    def __str__(self) -> str:
        return f"notices held about {self.person}"
