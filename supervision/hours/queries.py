"""Somebody's statement of hours: every figure with how it comes about. Dates, minutes and numbers, never a word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Min

from foundation.days import local_day
from people.models import Programme, SupervisionAssignment, User
from supervision.hours.counting import A_YEAR, Asked, Credit, Met, Month, MonthOf, by_month, year_to
from supervision.hours.models import EnoughRule
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting


@dataclass(frozen=True)
class RuleShown:
    """What is asked in a programme; `rule` where somebody has said so."""

    programme: Programme
    rule: EnoughRule | None

    @property
    def asked(self) -> Asked:
        return self.rule.asked if self.rule else Asked()


def rules_of(programmes: Iterable[Programme]) -> list[RuleShown]:
    """One query."""
    programmes = list(programmes)
    rules = EnoughRule.objects.filter(programme__in=programmes).select_related("by").order_by("number")
    last = {rule.programme_id: rule for rule in rules}
    return [RuleShown(programme, last.get(programme.pk)) for programme in programmes]


@dataclass(frozen=True)
class Line:
    """One meeting at which the person was: `present` are all supervisees who were there."""

    meeting: SupervisionMeeting
    present: int
    credit: Credit

    @property
    def met(self) -> Met:
        return Met(self.meeting.local_date, self.meeting.minutes, self.credit.minutes)


@dataclass(frozen=True)
class Statement:
    person: User
    shown: RuleShown
    months: list[Month]
    # From the first of the eleven months before those that are shown.
    all_lines: list[Line]
    # None: nobody has supervised them yet.
    began: date | None
    today: date

    @property
    def asked(self) -> Asked:
        return self.shown.asked

    @property
    def lines(self) -> list[Line]:
        """Of the months shown, the oldest first."""
        return [line for line in self.all_lines if line.meeting.local_date >= self.months[0].first]

    @cached_property
    def by_month(self) -> list[MonthOf]:
        """Up to the month in which it is today."""
        months = [month for month in self.months if month <= Month.of(self.today)]
        met = [line.met for line in self.all_lines]
        return by_month(met, months, asked=self.asked, began=self.began or self.today, today=self.today)

    @property
    def last_month(self) -> date:
        return self.months[-1].first

    @property
    def year_before(self) -> Month:
        """By its last month, as the address names it."""
        return self.months[-1].moved(-A_YEAR)

    @property
    def year_after(self) -> Month | None:
        """None where all of it lies ahead."""
        later = self.months[-1].moved(A_YEAR)
        return later if later.moved(1 - A_YEAR) <= Month.of(self.today) else None

    @property
    def minutes(self) -> int:
        return sum(line.met.minutes for line in self.lines)

    @property
    def credited(self) -> int:
        return sum(line.met.credited for line in self.lines)

    @property
    def short(self) -> list[MonthOf]:
        """The months that had less than is asked."""
        return [month for month in self.by_month if month.enough is False]


def statement_of(person: User, programme: Programme, last: Month | None, now: datetime) -> Statement:
    """The twelve months up to `last`, or up to this one. Four queries, however many meetings."""
    today = local_day(now, programme.zone)
    months = year_to(last or Month.of(today))
    shown = rules_of([programme])[0]
    return Statement(person, shown, months, _lines(person, shown, months), began=_began(person, programme), today=today)


def _began(person: User, programme: Programme) -> date | None:
    assignments = SupervisionAssignment.objects.filter(facilitator=person, programme=programme)
    first: datetime | None = assignments.aggregate(first=Min("starts_at"))["first"]
    return local_day(first, programme.zone) if first else None


def _lines(person: User, shown: RuleShown, months: list[Month]) -> list[Line]:
    places = MeetingAttendee.objects.attended().filter(
        person=person,
        meeting__programme=shown.programme,
        meeting__local_date__gte=year_to(months[0])[0].first,
        meeting__local_date__lt=months[-1].moved(1).first,
    )
    places = places.select_related("meeting__supervisor").order_by(
        "meeting__local_date", "meeting__local_start", "meeting"
    )
    meetings = [place.meeting for place in places]
    present = _present(meetings)
    credit = shown.asked.counting.credit
    return [Line(meeting, present[meeting.pk], credit(meeting.minutes, present[meeting.pk])) for meeting in meetings]


def _present(meetings: list[SupervisionMeeting]) -> dict[UUID, int]:
    """How many supervisees were at each. One query."""
    there = MeetingAttendee.objects.attended().filter(meeting__in=meetings).order_by()
    return dict(there.values_list("meeting_id").annotate(number=Count("pk")))
