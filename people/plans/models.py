"""A programme's plan for when somebody is not safe. Each saving is a version of its own; none is replaced."""

from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import Programme, User

# A few lines each: somebody reads them in the minute in which it matters.
LONGEST = 1000


@dataclass(frozen=True)
class PlanText:
    """What somebody writes of a plan, before it is a version."""

    order_of_calls: str
    emergency_contacts: str
    on_call: str
    review_on: date


class ProgrammePlanQuerySet(models.QuerySet["ProgrammePlan"]):
    def of(self, programme: Programme) -> Self:
        """Every version, the newest first."""
        return self.filter(programme=programme).order_by("-number")


class ProgrammePlan(Identified):
    """One version. The newest of a programme is its plan. Insert-only."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField()
    order_of_calls = models.TextField(_("who to ring, in which order"))
    emergency_contacts = models.TextField(_("where a group's emergency contacts are kept"))
    on_call = models.TextField(_("who is on call, and when"))
    review_on = models.DateField(_("review date"))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    programme_id: UUID
    objects = ProgrammePlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_plan_of_a_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="plans_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"plan of {self.programme}, {self.written_at:%d %b %Y}"

    def says(self, said: "PlanText") -> bool:
        return said == PlanText(self.order_of_calls, self.emergency_contacts, self.on_call, self.review_on)

    def is_due(self, today: date) -> bool:
        """Whether the day on which it was to be looked at again has come."""
        return self.review_on <= today
