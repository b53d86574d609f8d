"""When a meeting was planned for before it moved."""

from django.db import models

from foundation.models import Identified
from people.models import User
from supervision.meetings.models import SupervisionMeeting


class MeetingMove(Identified):
    """The wall time that a planned meeting left, by whom and when. Insert-only."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="moves")
    local_date = models.DateField()
    local_start = models.TimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"moved from {self.local_date:%d %b %Y}"
