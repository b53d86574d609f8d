"""Writes the figures of each cohort, once, when they can no longer change."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction

from courses.care.figures import figures_of, rules
from courses.care.models import CohortFigures
from courses.outline import OutlineCourse, current_outline
from courses.progress.models import Enrolment
from foundation.days import local_day
from foundation.suppression import Quarter, Span, disjoint_spans, shown_count


def make_figures(now: datetime) -> int:
    """Those that are due, of every published course. Again makes nothing. Returns how many."""
    return sum(_make_of(course, now) for course in current_outline().courses)


def make_what_is_due(now: datetime) -> None:
    make_figures(now)


@transaction.atomic
def _make_of(course: OutlineCourse, now: datetime) -> int:
    """Spans follow on the last that was written, whatever has been deleted since."""
    last = CohortFigures.objects.select_for_update().filter(course_key=course.key).order_by("-first_day").first()
    began = _began(course.key, after=Quarter.of(last.last_month) if last else None)
    spans = disjoint_spans(Counter(began.values()), _closed_before(now), rules())
    for span in spans:
        _write(course, span, {person for person, quarter in began.items() if span.holds(quarter)}, now)
    return len(spans)


def _began(course: UUID, after: Quarter | None) -> dict[UUID, Quarter]:
    """Person -> the quarter in which they began the course, which no later deed changes."""
    rows = Enrolment.objects.filter(course_key=course).values_list("person_id", "started_at")
    quarters = {person: Quarter.of(local_day(at)) for person, at in rows}
    return {person: quarter for person, quarter in quarters.items() if after is None or quarter > after}


def _closed_before(now: datetime) -> Quarter:
    """Spans end before this one, so that who began last has had a whole quarter since."""
    quarter = Quarter.of(local_day(now))
    return Quarter(quarter.year - (quarter.number == 1), (quarter.number - 2) % 4 + 1)


def _write(course: OutlineCourse, span: Span, people: set[UUID], now: datetime) -> None:
    rounded = shown_count(len(people), rules())
    CohortFigures.objects.create(
        course_key=course.key,
        course_title=course.title,
        first_day=span.first.first_day,
        last_month=span.last.last_month,
        people=rounded or 0,
        steps=figures_of(course, people),
        made_at=now,
    )
