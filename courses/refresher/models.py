"""The module on safety, read again each year and said aloud to somebody; and when its clock was stopped."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from foundation.models import Identified
from people.models import User


class OwnRowsQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own rows. Others see whether it has lapsed (`courses.refresher.queries.lapsed_in`)."""
        return self.filter(person=user)


class Refresher(Identified):
    """Somebody has read the module again, and said the question aloud to another person, on a day. Their own word."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="refreshers")
    said_on = models.DateField()
    # None: somebody who is neither their partner nor their supervisor.
    said_to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    person_id: UUID
    said_to_id: UUID | None
    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "said_on"], name="one_refresher_a_day"),
            models.CheckConstraint(condition=~Q(person=F("said_to")), name="nobody_refreshes_with_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.said_on}"


class RefresherPause(Identified):
    """Leave or sickness, as its owner says: days on which the year does not count. The reason is not asked."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="refresher_pauses")
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    noted_at = models.DateTimeField()

    person_id: UUID
    objects = OwnRowsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="a_pause_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(last_day__isnull=True), name="one_open_refresher_pause"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} from {self.first_day}"
