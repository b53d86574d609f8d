"""One line that somebody writes to their supervisor before a meeting. It is kept with the meeting; there is no chat."""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from confidential.models import SealedRecord
from people.models import SupervisionAssignment, User
from supervision.meetings.models import MeetingState, SupervisionMeeting


class MeetingLineQuerySet(models.QuerySet["MeetingLine"]):
    def received_by(self, user: User, now: datetime) -> Self:
        """By the supervisor to whom it was written, while they supervise; by a cover, of meetings still planned."""
        supervising = SupervisionAssignment.objects.supervised_by(user, now).filter(
            supervisor=OuterRef("reader"), facilitator=OuterRef("author"), programme=OuterRef("meeting__programme")
        )
        own = supervising.filter(supervisor=user)
        return self.filter(Q(Exists(own)) | Q(Exists(supervising), meeting__state=MeetingState.PLANNED)).filter(
            # Beside the exact rule, so that a query begins there.
            author__in=SupervisionAssignment.objects.supervised_by(user, now).values("facilitator")
        )


class MeetingLine(SealedRecord):
    """Its words have the part `line` and are frozen from the start. Insert-only; one for each person and meeting."""

    meeting = models.ForeignKey(SupervisionMeeting, on_delete=models.PROTECT, related_name="lines")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="meeting_lines")
    # The supervisor of that moment: a later one does not read it.
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    meeting_id: UUID
    author_id: UUID
    reader_id: UUID
    objects = MeetingLineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "author"], name="one_line_before_a_meeting")]

    def __str__(self) -> str:
        return f"line before {self.meeting}"

    @property
    def writer_id(self) -> UUID:
        return self.author_id
