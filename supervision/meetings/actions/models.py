"""By when an action was to be done, before its date was changed."""

from django.db import models

from foundation.models import Identified
from people.models import User
from supervision.meetings.models import SupervisionAction


class ActionDate(Identified):
    """The day that an action left; None where it had none. Insert-only."""

    action = models.ForeignKey(SupervisionAction, on_delete=models.PROTECT, related_name="earlier_dates")
    due = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"earlier date of {self.action}"
