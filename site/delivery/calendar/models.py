"""A person's private address of their calendar, and what a row that stands in calendars remembers of its changes."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import models


class InCalendars(models.Model):
    """For a row that people see in their calendars: how often its time or state has changed, and when last."""

    calendar_revision = models.PositiveIntegerField(default=0, editable=False)
    calendar_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def changed_in_calendars(self, now: datetime) -> list[str]:
        """Call it with every change of time or state. Returns the columns to save with it."""
        self.calendar_revision += 1
        self.calendar_at = now
        return ["calendar_revision", "calendar_at"]


class CalendarAddress(models.Model):
    """One person's address, once they have made one. Only its digest is kept: it is shown once, and never again.

    Of those who fetch it the day is kept, and which family of programs it was. No address of a machine.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    fetched_on = models.DateField(null=True)
    fetched_by = models.CharField(max_length=20, blank=True)

    person_id: UUID

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"
