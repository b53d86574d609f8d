"""What was added to records of meetings, for My day and for my data."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from people.models import User
from supervision.meetings.models import AttendanceAddendum, MeetingAttendee


def unseen_by(user: User, _now: datetime) -> QuerySet[AttendanceAddendum]:
    """What was added to meetings that `user` was asked to and that they have not seen yet, oldest first."""
    own_rows = MeetingAttendee.objects.filter(
        meeting=OuterRef("meeting"), person=user, addenda_seen__lt=OuterRef("number")
    )
    asked = MeetingAttendee.objects.filter(person=user).values("meeting")
    found = AttendanceAddendum.objects.filter(Exists(own_rows), meeting__in=asked).select_related(
        "person", "by", "meeting"
    )
    return found.order_by("at", "number", "pk")
