"""How a supervisor and the people they meet go on meeting. It makes planned meetings 12 weeks ahead."""

from datetime import date
from typing import Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from groups.series.models import Repeats
from people.models import Programme, User
from supervision.meetings.models import Mode


class MeetingSeriesQuerySet(models.QuerySet["MeetingSeries"]):
    def going_on(self, today: date) -> Self:
        return self.exclude(until__lt=today)


class MeetingSeries(Repeats):
    """Meetings are rows: it says how the next ones are made, and with whom. What somebody touched it leaves alone.

    It is its supervisor's while they supervise any of `people`; who is no longer supervised is in no new meeting.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_series")
    people = models.ManyToManyField(User, related_name="+")
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=60, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    mode = models.CharField(_("how"), max_length=12, choices=Mode, default=Mode.VIDEO)
    skips_bank_holidays = models.BooleanField(_("no meetings on bank holidays"), default=True)

    programme_id: UUID
    supervisor_id: UUID
    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "meeting series"

    def __str__(self) -> str:
        return f"supervision {self.get_weeks_display()} from {self.begins_on:%d %b %Y}"
