"""The supervisor's answer to a version: a draft until released; then read, or read and discussed."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from people.models import User
from supervision.logs.models import LogVersion


class Outcome(models.TextChoices):
    READ = "read", _("I have read this")
    DISCUSSED = "discussed", _("I have read this and we have discussed it")


class ReadingQuerySet(models.QuerySet["Reading"]):
    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def visible_to(self, user: User, now: datetime) -> Self:
        """The reader's own, and released ones of the user's own logs."""
        return self.filter(Q(reader=user) | Q(version__log__owner=user, released_at__isnull=False))


class Reading(SealedRecord):
    """Its words have the parts `notes` and `questions`. Nobody but the reader sees them before the release."""

    version = models.ForeignKey(LogVersion, on_delete=models.PROTECT, related_name="readings")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="readings")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    meeting = models.ForeignKey(
        "supervision.SupervisionMeeting",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="readings",
        verbose_name=_("discussed in"),
    )
    # Given by whoever covered for the supervisor to whom the version is addressed.
    as_cover = models.BooleanField(_("as cover"), default=False)
    started_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    version_id: UUID
    reader_id: UUID
    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "reader"], name="one_reading_per_version_and_reader"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | ~Q(outcome=""), name="a_released_reading_has_an_outcome"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="discussed") | Q(meeting__isnull=False), name="what_was_discussed_says_where"
            ),
        ]

    def __str__(self) -> str:
        return f"reading of {self.version}"

    @property
    def writer_id(self) -> UUID:
        return self.reader_id
