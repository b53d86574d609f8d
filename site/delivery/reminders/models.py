"""What somebody wants to be reminded of, and at which hours."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

EARLIEST, LATEST = 8, 21
# Nobody can choose the night: between these a reminder may begin, and these it ends before.
MORNINGS, EVENINGS = range(6, 13), range(17, 23)


class ReminderSettingsQuerySet(models.QuerySet["ReminderSettings"]):
    def visible_to(self, user: Any, _now: datetime) -> Self:
        """One's own alone."""
        return self.filter(person=user)


class ReminderSettings(models.Model):
    """One person's, once they have changed any. Mails leave from `earliest` up to `latest`, full hours where they are.

    `off` lists the kinds that they do not want.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    earliest = models.PositiveSmallIntegerField(default=EARLIEST)
    latest = models.PositiveSmallIntegerField(default=LATEST)
    off = models.JSONField(default=list)

    person_id: UUID
    objects = ReminderSettingsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest__range=(MORNINGS.start, MORNINGS.stop - 1))
                & Q(latest__range=(EVENINGS.start, EVENINGS.stop - 1)),
                name="reminders_never_come_at_night",
            )
        ]

    def __str__(self) -> str:
        return f"reminders of {self.person_id}: {self.earliest} to {self.latest}"
