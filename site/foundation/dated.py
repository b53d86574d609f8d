"""Rows that hold between two instants, half-open: from `starts_at`, up to but not at `ends_at`."""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

M = TypeVar("M", bound=models.Model)


def holds_at(now: datetime, prefix: str = "") -> Q:
    """The condition that a dated row, reached through `prefix` (for instance "assignments__"), holds at `now`."""
    started = Q(**{f"{prefix}starts_at__lte": now})
    return started & (Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": now}))


class DatedQuerySet(models.QuerySet[M]):
    def current(self, now: datetime) -> Self:
        return self.filter(holds_at(now))


class Dated(models.Model):
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="%(app_label)s_%(class)s_ends_after_it_starts",
            )
        ]

    def holds(self, now: datetime) -> bool:
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)
