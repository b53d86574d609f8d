"""Somebody says beforehand that they cannot come to a session. Taken back, it is gone."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from foundation.models import Identified
from groups.models import GroupSession
from people.models import SupervisionAssignment, User


class ApologyQuerySet(models.QuerySet["Apology"]):
    def standing(self) -> Self:
        """Those for a session that is still planned for the time for which they were said."""
        same_time = Q(for_date=F("session__local_date"), for_start=F("session__local_start"))
        return self.filter(same_time, session__state=GroupSession.State.PLANNED)

    def of_supervised(self, user: User, now: datetime) -> Self:
        """Of people whom `user` supervises or covers, in the programme of the session."""
        supervising: Any = SupervisionAssignment.objects.supervised_by(user, now).filter(
            facilitator=OuterRef("person"), programme=OuterRef("session__programme")
        )
        return self.filter(Exists(supervising))


class Apology(Identified):
    """`for_date` and `for_start` are when the session was planned for: moved to another time, it asks anew."""

    session = models.ForeignKey(GroupSession, on_delete=models.CASCADE, related_name="apologies")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="apologies")
    for_date = models.DateField()
    for_start = models.TimeField()
    at = models.DateTimeField()

    session_id: UUID
    person_id: UUID
    objects = ApologyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "apologies"
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="one_apology_for_a_session")]
        indexes = [models.Index(fields=["for_date"], name="apologies_by_day")]

    def __str__(self) -> str:
        return f"{self.person} cannot come to {self.session}"
