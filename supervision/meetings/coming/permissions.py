"""Who reads what somebody says before a meeting, one sentence each."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from people.models import SupervisionAssignment, User
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.models import MeetingAttendee


def lines_open_to(viewer: User, now: datetime) -> QuerySet[MeetingLine]:
    """To the supervisor to whom it was written, while they supervise; to who covers, until the meeting is over."""
    return MeetingLine.objects.received_by(viewer, now)


def places_said_to(user: User, now: datetime) -> QuerySet[Any]:
    """Where somebody said something before a meeting: to whoever looks after them now, covers among them."""
    assignments = SupervisionAssignment.objects.supervised_by(user, now)
    looked_after = assignments.filter(facilitator=OuterRef("person"), programme=OuterRef("meeting__programme"))
    return MeetingAttendee.objects.filter(
        Exists(looked_after), person__in=assignments.values("facilitator"), said_at__isnull=False
    )
