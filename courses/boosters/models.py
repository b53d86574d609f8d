"""Five questions that come back after somebody was authorised, and what they answered. Theirs alone."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from courses.progress.models import LearningStep
from foundation.models import Identified
from people.models import Authorisation, User


class BoosterSetQuerySet(models.QuerySet["BoosterSet"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        """One's own. Editors see figures of many (`courses.boosters.figures`)."""
        return self.filter(person=user)


class BoosterSet(Identified):
    """The questions of one moment, so many weeks after an authorisation: drawn once, answered once."""

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="booster_sets")
    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    begun_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    person_id: UUID
    authorisation_id: UUID
    objects = BoosterSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "authorisation", "weeks"], name="one_booster_at_each_moment")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.weeks} weeks"


class BoosterAnswerQuerySet(models.QuerySet["BoosterAnswer"]):
    def visible_to(self, user: User, _now: datetime) -> Self:
        return self.filter(booster__person=user)


class BoosterAnswer(models.Model):
    """One question of a set as it was asked, and what was chosen. Once answered, the database keeps it so.

    `question` is a Check's snapshot; `chosen` its {"options": [...]}, empty until then; `was_right` likewise None.
    """

    booster = models.ForeignKey(BoosterSet, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    step = models.ForeignKey(LearningStep, on_delete=models.PROTECT, related_name="+")
    block_id = models.UUIDField()
    question = models.JSONField()
    chosen: Any = models.JSONField(default=dict)
    was_right = models.BooleanField(null=True)

    step_id: UUID
    objects = BoosterAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["booster", "number"], name="one_booster_question_in_a_place"),
            models.UniqueConstraint(fields=["booster", "block_id"], name="no_booster_question_twice_in_a_set"),
            models.CheckConstraint(condition=Q(number__range=(1, 5)), name="five_booster_questions_at_most"),
        ]

    def __str__(self) -> str:
        return f"question {self.number} of {self.booster_id}"
