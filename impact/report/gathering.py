"""What is known of one span of quarters, in whole numbers. They do not leave this package as they are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Sum

from foundation.days import first_instant, local_day
from foundation.suppression import Quarter, Rules, Span, disjoint_spans
from groups.health.counting import Month, held_by_quarter, months_of
from groups.models import GroupSession, PeerGroup, SessionFacilitator
from groups.moves.queries import why_they_ended
from groups.protected_time.models import ProtectedTime, Standing
from groups.protected_time.queries import enough_to_count
from people.models import Membership, Programme
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting

A_DAY = timedelta(days=1)


def first_day(span: Span) -> date:
    return span.first.first_day


def last_day(span: Span) -> date:
    return span.last.following.first_day - A_DAY


@dataclass(frozen=True)
class Gathered:
    """`specialties` is of the people who facilitated; `supervised` are facilitators who came to a meeting.

    `endings` is of the groups that ended, by the reason that was given.
    """

    span: Span
    months: Sequence[Month]
    groups: int
    specialties: Counter[str]
    meetings: int
    minutes: int
    supervised: int
    agreements: int
    endings: Counter[str]

    def total(self, what: str) -> int:
        return sum(getattr(month, what) for month in self.months)


def spans_of(programme: Programme, rules: Rules, now: Any) -> list[Span]:
    """Those that training programme directors see, so that none can be laid beside another."""
    if not enough_to_count(programme, now):
        return []
    return disjoint_spans(held_by_quarter(programme), Quarter.of(local_day(now, programme.zone)), rules)


def gather(programme: Programme, span: Span) -> Gathered:
    """Ten queries, whatever the size, of the sessions and meetings of that span alone."""
    first, last = first_day(span), last_day(span)
    held = GroupSession.objects.held().filter(programme=programme, local_date__range=(first, last))
    meetings = SupervisionMeeting.objects.held().filter(programme=programme, local_date__range=(first, last))
    hours = meetings.aggregate(meetings=Count("pk"), minutes=Sum("minutes", default=0))
    attended = MeetingAttendee.objects.attended().filter(meeting__in=meetings.values("pk"))
    begins, ends = first_instant(first, programme.zone), first_instant(last + A_DAY, programme.zone)
    ended = PeerGroup.objects.filter(programme=programme, ended_at__gte=begins, ended_at__lt=ends)
    agreed = ProtectedTime.objects.filter(programme=programme, standing=Standing.AGREED, at__gte=begins, at__lt=ends)
    return Gathered(
        span=span,
        months=months_of(programme, (first, last)),
        groups=held.values("group").distinct().count(),
        specialties=_specialties(held, programme, last),
        supervised=attended.values("person").distinct().count(),
        agreements=agreed.count(),
        endings=why_they_ended(ended),
        **hours,
    )


def _specialties(held: Any, programme: Programme, day: date) -> Counter[str]:
    """Of everybody who facilitated one of these sessions, by the specialty that they had on that day."""
    there = SessionFacilitator.objects.counted().filter(session__in=held.values("pk")).order_by()
    people = set(there.values_list("person_id", flat=True).distinct())
    on_the_day = Membership.objects.current(first_instant(day, programme.zone)).filter(person__in=people)
    known = dict(on_the_day.values_list("person_id", "specialty__name"))
    return Counter(known.get(person, "") for person in people)
