"""What was added to records of meetings, for their pages, for My day and for my data."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from foundation.days import stamp
from people.models import User
from supervision.attendance.permissions import places_open_to
from supervision.meetings.models import AttendanceAddendum, MeetingAttendee, SupervisionMeeting


def addenda_of(meeting: SupervisionMeeting) -> QuerySet[AttendanceAddendum]:
    """In the order in which they were added."""
    return meeting.addenda.select_related("person", "by").order_by("number")


def unseen_by(user: User, most: int) -> list[AttendanceAddendum]:
    """What was added to meetings that `user` was asked to and that they have not seen yet, oldest first. One query."""
    mine = MeetingAttendee.objects.filter(meeting=OuterRef("meeting"), person=user, addenda_seen__lt=OuterRef("number"))
    found = AttendanceAddendum.objects.filter(Exists(mine)).select_related("person", "by", "meeting")
    return list(found.order_by("at", "number", "pk")[:most])


def to_put_right(user: User, meeting: SupervisionMeeting, now: datetime) -> list[Any]:
    """The places in `meeting` of those whom `user` supervises now, each with `present`."""
    places = places_open_to(user, now).filter(meeting=meeting).select_related("person")
    return list(places.order_by("person__sort_name", "pk"))


def held_by_others(user: User, now: datetime, *, most: int = 20) -> list[MeetingAttendee]:
    """Places of those whom `user` supervises now in meetings to which `user` was no party, newest first."""
    own = SupervisionMeeting.objects.taken_part_in(user, now).values("pk")
    places = places_open_to(user, now).exclude(meeting__in=own).select_related("person", "meeting__supervisor")
    return list(places.order_by("-meeting__local_date", "-meeting__local_start", "pk")[:most])


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": what was added about `user`, and what they added about others as a supervisor."""
    mine = AttendanceAddendum.objects.filter(person=user) | AttendanceAddendum.objects.filter(by=user)
    return [
        {
            "meeting": one.meeting.local_date.isoformat(),
            "person": one.person.name,
            "was_there": one.came,
            "how_known": one.get_reason_display(),
            "by": one.by.name,
            "at": stamp(one.at),
        }
        for one in mine.select_related("meeting", "person", "by").order_by("at", "number", "pk")
    ]
