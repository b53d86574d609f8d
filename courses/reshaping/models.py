"""A step that is split in two, or two that become one: from when an editor planned it until it is live."""

from typing import Self
from uuid import UUID

from django.db import models

from foundation.models import Identified


class ReshapingQuerySet(models.QuerySet["Reshaping"]):
    def open(self) -> Self:
        return self.filter(done_at=None)

    def touching(self, step: UUID) -> Self:
        return self.filter(models.Q(stays=step) | models.Q(other=step))


class Reshaping(Identified):
    """`stays` keeps its address and its rows. `other` is the second half that is made, or the step that goes.

    It is done once learners have it so: where a clinical lead must approve the pages first, that may take days.
    """

    class Kind(models.TextChoices):
        SPLIT = "split"
        MERGE = "merge"

    kind = models.CharField(max_length=5, choices=Kind)
    # Of pages, by their translation keys: a second half has no LearningStep before it is live.
    stays = models.UUIDField(db_index=True)
    other = models.UUIDField(db_index=True)
    # The ids of the blocks that go to the second half, or come from the step that goes.
    blocks = models.JSONField()
    # Of the step that goes, as it was when its words were taken over.
    digest = models.CharField(max_length=64, blank=True)
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    objects = ReshapingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stays"], condition=models.Q(done_at=None), name="a_step_is_reshaped_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.stays}"


def led_to(step: UUID) -> set[UUID]:
    """Where what was begun in this step may be now, itself among them."""
    found = {step}
    for shaped in Reshaping.objects.exclude(done_at=None).touching(step).order_by("done_at"):
        found |= {shaped.stays, shaped.other}
    return found
