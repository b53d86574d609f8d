"""A series: every how many weeks a group meets, from which day and at what time. It makes sessions 12 weeks ahead."""

from datetime import date
from typing import Self
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from foundation.walltime import check_zone
from groups.models import LONGEST, SHORTEST, PeerGroup
from people.models import Programme, User


class SeriesQuerySet(models.QuerySet["Series"]):
    def going_on(self, today: date) -> Self:
        """Those with days to come, of groups that meet."""
        meeting = [PeerGroup.State.RUNNING, PeerGroup.State.ENDING]
        return self.filter(group__state__in=meeting).exclude(until__lt=today)


class Repeats(Identified):
    """How something repeats: counted from `begins_on`, at `local_start`, wall time in `zone`."""

    class Weeks(models.IntegerChoices):
        EVERY = 1, _("every week")
        SECOND = 2, _("every two weeks")
        FOURTH = 4, _("every four weeks")

    weeks = models.PositiveSmallIntegerField(_("how often"), choices=Weeks, default=Weeks.SECOND)
    begins_on = models.DateField(_("first day"))
    local_start = models.TimeField(_("start"))
    zone = models.CharField(max_length=60, validators=[check_zone])
    until = models.DateField(_("last day"), null=True, blank=True)
    # Raised by every change: what a page showed is compared with it.
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True


class Series(Repeats):
    """A group has one. Its days are counted from `begins_on`; `local_start` is wall time in `zone`.

    Sessions are rows: what a series says is only how the next ones are made. A session that somebody changed by hand
    (`GroupSession.touched_at`) is no longer moved by it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    group = models.OneToOneField(PeerGroup, on_delete=models.PROTECT, related_name="series")
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=45, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    skips_bank_holidays = models.BooleanField(_("no sessions on bank holidays"), default=True)

    programme_id: UUID
    group_id: UUID
    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"{self.group}, {self.get_weeks_display()} from {self.begins_on:%d %b %Y}"
