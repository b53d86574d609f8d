"""How sure somebody was, before the training and after it."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.confidence.items import VERSION
from people.models import Programme, User


class Moment(models.TextChoices):
    BEFORE = "before", _("before the training")
    AFTER = "after", _("after the training")
    MONTH_3 = "month_3", _("three months later")
    MONTH_12 = "month_12", _("a year later")


class ConfidenceSheetQuerySet(models.QuerySet["ConfidenceSheet"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own. Nobody else sees a sheet: others see figures (`courses.confidence.figures`)."""
        return self.filter(person=user)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)


class ConfidenceSheet(models.Model):
    """One person's answers at one moment: asked, then skipped or answered. Once answered, the database keeps it so.

    `answers` is {item key: 0 to 10}; an item that was left out is not in it. `known` is {knowledge key: option key},
    likewise. `version` is that of the items (`courses.confidence.items`). `programme` is where it counts.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="confidence_sheets")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="confidence_sheets")
    moment = models.CharField(max_length=8, choices=Moment)
    answers = models.JSONField(default=dict)
    known = models.JSONField(default=dict)
    version = models.PositiveSmallIntegerField(default=VERSION)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    skipped = models.BooleanField(default=False)

    person_id: UUID
    programme_id: UUID
    objects = ConfidenceSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "moment"], name="asked_once_at_each_moment"),
            models.CheckConstraint(
                condition=Q(skipped=False) | Q(answered_at__isnull=True), name="skipped_or_answered_not_both"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_moment_display()}"

    @property
    def settled(self) -> bool:
        """Answered or skipped: we do not ask again."""
        return self.skipped or self.answered_at is not None
