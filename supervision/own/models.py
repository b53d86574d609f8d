"""A supervisor has supervision too: the days on which they had it. No name and no word; nobody but they see them."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models

from foundation.models import Identified
from people.models import User


class OwnSupervisionQuerySet(models.QuerySet["OwnSupervision"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        return self.filter(person=user)


class OwnSupervision(Identified):
    """`person`, who supervises, had supervision of their own on a day."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    person_id: UUID
    objects = OwnSupervisionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="own_supervision_once_a_day")]

    def __str__(self) -> str:
        return f"own supervision on {self.day}"
