"""Who puts attendance right: the present supervisor of that attendee, themselves and nobody for them."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from people.models import SupervisionAssignment, User
from supervision.meetings.models import MeetingAttendee, MeetingState


def places_open_to(user: User, now: datetime) -> QuerySet[Any]:
    """In recorded meetings, the places of those whom `user` supervises now. A cover only stands in for a time."""
    theirs = SupervisionAssignment.objects.current(now).filter(
        supervisor=user, facilitator=OuterRef("person"), programme=OuterRef("meeting__programme")
    )
    places: QuerySet[Any] = MeetingAttendee.objects.with_presence()
    return places.filter(Exists(theirs), meeting__state=MeetingState.HELD)
