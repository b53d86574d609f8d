"""Reads about what is said before a meeting."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import User
from supervision.meetings.coming.permissions import lines_open_to, places_said_to
from supervision.meetings.models import MeetingState


def to_note(user: User, now: datetime) -> QuerySet[Any]:
    """What waits to be noted, by the time of its meeting; each with `wrote`, whether a line came to `user`. No words.

    Once a meeting is over only a line still waits.
    """
    lines = lines_open_to(user, now).filter(meeting=OuterRef("meeting"), author=OuterRef("person"))
    said: Any = places_said_to(user, now).filter(noted_at=None).annotate(wrote=Exists(lines))
    about_coming = ~Q(says="") | Q(other_date__isnull=False)
    waiting: QuerySet[Any] = said.filter(Q(about_coming, meeting__state=MeetingState.PLANNED) | Q(wrote=True))
    in_order = waiting.order_by("meeting__local_date", "meeting__local_start", "said_at", "pk")
    return in_order.select_related("person", "meeting__supervisor")
