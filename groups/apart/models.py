"""Whom somebody would rather not be paired with. Two ids and no reason; nobody but its writer ever sees the row."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from foundation.models import Identified
from people.models import User


class NotWithQuerySet(models.QuerySet["NotWith"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own. Coordinators meet its effect alone: the two are never proposed to each other."""
        return self.filter(person=user)


class NotWith(Identified):
    """`person` asks not to be paired with `other`, who is not told."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="not_with")
    other = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    person_id: UUID
    other_id: UUID
    objects = NotWithQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="not_with_somebody_once"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_is_apart_from_themselves"),
        ]

    def __str__(self) -> str:
        return f"of {self.person_id}"
