"""Who has presented at meetings of several pairs, and when last. Days and names, never a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from people.models import User
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting


@dataclass(frozen=True)
class Presented:
    """Of somebody who was at a meeting where that was written down: when they presented last, and met last."""

    last: date | None
    met: date

    @property
    def words(self) -> str:
        if self.last is None:
            return _("has not presented yet")
        wording = _("has not presented since %(day)s") if self.last < self.met else _("presented on %(day)s")
        return wording % {"day": f"{self.last:%-d %B %Y}"}


def presented_last(supervisor: User, people: Iterable[User | UUID], now: datetime) -> dict[UUID, Presented]:
    """Of those of `people` of whom it is known, at meetings that `supervisor` holds. One query."""
    held = SupervisionMeeting.objects.held().run_by(supervisor, now)
    places = MeetingAttendee.objects.attended().filter(person__in=list(people), presented__isnull=False)
    days = places.filter(meeting__in=held.values("pk")).order_by().values_list("person")
    found = days.annotate(
        last=Max("meeting__local_date", filter=Q(presented=True)), met=Max("meeting__local_date")
    ).values_list("person", "last", "met")
    return {person: Presented(last, met) for person, last, met in found}


def with_presented(name: str, presented: Presented | None) -> str:
    """A name as it stands in a choice: "Ben Walsh (has not presented since 3 May 2026)"."""
    return f"{name} ({presented.words})" if presented else name
