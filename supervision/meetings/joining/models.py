"""Where a supervision meeting by video takes place, by the kit in `groups/joining`."""

from uuid import UUID

from django.db import models

from groups.joining.models import JoiningLink, standing_once
from supervision.meetings.models import SupervisionMeeting


class MeetingLink(JoiningLink):
    """The room of one meeting. It stays as the meeting moves, and goes with it."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="links")

    meeting_id: UUID

    class Meta:
        constraints = [standing_once("meeting", name="one_link_of_a_meeting_stands")]

    def __str__(self) -> str:
        return f"joining link of {self.meeting}"
