"""What the worker has counted of a programme's sessions: a page of charts and a report read one row."""

from typing import Any

from django.db import models

from people.models import Programme


class SessionCounts(models.Model):
    """One a programme, counted anew every hour. Numbers of sessions and of people who came; nobody is named.

    `months` has a line for each month in which anything was recorded (`counting.Month`), `lives` one for each group
    that has met (`survival.Life`).
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, primary_key=True, related_name="+")
    counted_at = models.DateTimeField()
    months: Any = models.JSONField(default=list)
    lives: Any = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "session counts"

    def __str__(self) -> str:
        return f"sessions of {self.programme}, {self.counted_at:%d %b %Y}"
