"""Each time everyone was asked to do a step again, and until when what they had finished still counts."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from courses.progress.models import LearningStep
from foundation.models import Identified
from people.models import User

# How long what was finished still counts towards authorisation.
COUNTS_FOR = timedelta(days=28)
# As the access trail keeps it.
LONGEST_REASON = 200


class RedoRoundQuerySet(models.QuerySet["RedoRound"]):
    def open(self) -> Self:
        return self.filter(taken_back_at=None)


class RedoRound(Identified):
    """ "Everyone must redo this step", once. Who had finished it keeps their authorisation up to `counts_until`,
    the last day, unless a clinical lead has recorded a safety reason.
    """

    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="rounds")
    # Completions below `from_version` are taken back; below `before_version` they had been before.
    from_version = models.PositiveIntegerField()
    before_version = models.PositiveIntegerField()
    note = models.CharField(max_length=160, blank=True)
    # How many had finished it.
    people = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    counts_until = models.DateField()
    # Read by everyone who is to do it again.
    safety_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    safety_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    safety_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = RedoRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "from_version"], name="asked_once_for_each_version"),
            models.CheckConstraint(
                condition=Q(safety_at__isnull=True, safety_by__isnull=True, safety_reason="")
                | Q(safety_at__isnull=False, safety_by__isnull=False) & ~Q(safety_reason=""),
                name="a_safety_reason_has_words_name_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}, from version {self.from_version}"
