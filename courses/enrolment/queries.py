"""What the pages of cohorts read, each in a constant number of queries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from courses.enrolment.models import A_DAY, MAY_RUN, Cohort, CohortPlace, appointed
from courses.outline import OutlineCourse, current_outline
from courses.progress.queries import Finished, finished_by, standing_of
from delivery.reminders.rules import Due
from foundation.days import local_day
from people.models import Programme, User

# How long before the day somebody is reminded.
NOTICE = timedelta(days=14)
# How long after the day My day still speaks of it.
SHOWN_AFTER = timedelta(days=60)


@dataclass(frozen=True)
class HowFar:
    """How many steps that count somebody has done of a course, and whether all its modules are finished."""

    done: int
    total: int
    complete: bool


def how_far(course: OutlineCourse | None, finished: Finished) -> HowFar:
    """Of a course that is not published any more: nothing is asked."""
    standings = [standing_of(module, finished) for module in course.modules if module.steps] if course else []
    done, total = sum(item.steps_done for item in standings), sum(item.steps_total for item in standings)
    return HowFar(done, total, all(item.complete for item in standings))


def published() -> dict[UUID, OutlineCourse]:
    """The courses that there are, by their keys. One query."""
    return {course.key: course for course in current_outline().courses}


def course_of(cohort: Cohort) -> OutlineCourse | None:
    """The published course of a cohort."""
    return published().get(cohort.course_key)


# For who runs them ----------------------------------------------------------------------------------------------------


def programmes_run(user: User, now: datetime) -> QuerySet[Programme]:
    """Those in which `user` coordinates or trains, by name."""
    appointments = appointed(user, MAY_RUN, now)
    return Programme.objects.filter(pk__in=appointments.values("programme")).order_by("name", "pk")


def cohorts_of(programme: Programme) -> Any:
    """The latest first, each with how many are `enrolled`."""
    cohorts = Cohort.objects.filter(programme=programme).select_related("programme")
    enrolled = Count("places", filter=Q(places__withdrawn_at=None))
    return cohorts.annotate(enrolled=enrolled).order_by("-due_on", "-starts_on", "pk")


def places_in(cohort: Cohort, now: datetime) -> QuerySet[CohortPlace]:
    """Everybody who is or was in it and is a facilitator of the programme now, by name; who withdrew comes last."""
    places = CohortPlace.objects.in_programme(now).filter(cohort=cohort).select_related("person")
    return places.order_by(F("withdrawn_at").asc(nulls_first=True), "person__sort_name", "person")


@dataclass(frozen=True)
class PlaceShown:
    """A line of the list: of who withdrew it says nothing about their steps."""

    place: CohortPlace
    far: HowFar | None


def shown(cohort: Cohort, places: Iterable[CohortPlace]) -> list[PlaceShown]:
    """Those of one page. Two queries."""
    rows, course = list(places), course_of(cohort)
    finished = finished_by([row.person_id for row in rows if row.withdrawn_at is None])
    return [
        PlaceShown(row, how_far(course, finished[row.person_id]) if row.person_id in finished else None) for row in rows
    ]


# For who takes a course -----------------------------------------------------------------------------------------------


def own_places(user: User, now: datetime) -> QuerySet[CohortPlace]:
    """What `user` is enrolled in, the first that is due first. For My day."""
    places = CohortPlace.objects.kept().in_programme(now).filter(person=user)
    recent = places.filter(cohort__due_on__gte=local_day(now) - SHOWN_AFTER)
    return recent.select_related("cohort__programme").order_by("cohort__due_on", "pk")


def new_offers(user: User, now: datetime) -> QuerySet[Cohort]:
    """What `user` can enrol in and never has, the first that is due first. For My day."""
    taken = CohortPlace.objects.filter(person=user, cohort=OuterRef("pk"))
    # Its own zone decides: a day is not over everywhere at once.
    offered = Cohort.objects.offered_to(user, now).filter(takes_people=True, due_on__gte=local_day(now) - A_DAY)
    return offered.filter(~Exists(taken)).select_related("programme").order_by("due_on", "pk")


@dataclass(frozen=True)
class Offer:
    """A cohort of a course, as one person finds it on the course's page."""

    cohort: Cohort
    place: CohortPlace | None
    far: HowFar
    past: bool

    @property
    def enrolled(self) -> bool:
        return self.place is not None and self.place.withdrawn_at is None


def offers_of(course: OutlineCourse, user: User, finished: Finished, now: datetime) -> list[Offer]:
    """What `user` is in, has withdrawn from, or can enrol in. While in one, no other is offered. Two queries."""
    cohorts = Cohort.objects.offered_to(user, now).filter(course_key=course.key).select_related("programme")
    own = CohortPlace.objects.filter(person=user, cohort__course_key=course.key)
    places, far = {place.cohort_id: place for place in own}, how_far(course, finished)
    found = [
        Offer(cohort, places.get(cohort.pk), far, cohort.is_past(now))
        for cohort in cohorts.order_by("due_on", "pk")
        if cohort.pk in places or cohort.is_open(now)
    ]
    return [offer for offer in found if offer.enrolled] or found


# For reminders --------------------------------------------------------------------------------------------------------


def courses_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Who is enrolled in a course that is due within two weeks and is not complete, once for each due date."""
    today = local_day(now)
    places = CohortPlace.objects.kept().in_programme(now)
    if people is not None:
        places = places.filter(person__in=list(people))
    soon = places.filter(cohort__due_on__range=(today - A_DAY, today + NOTICE + A_DAY), person__is_active=True)
    rows = [place for place in soon.select_related("cohort__programme") if _is_soon(place.cohort, now)]
    if not rows:
        return
    finished, courses = finished_by({place.person_id for place in rows}), published()
    for place in rows:
        course = courses.get(place.cohort.course_key)
        if course and not how_far(course, finished[place.person_id]).complete:
            yield Due(place.person_id, place.cohort_id, place.cohort.due_on.isoformat())


def _is_soon(cohort: Cohort, now: datetime) -> bool:
    today = cohort.today(now)
    return cohort.starts_on <= today and today <= cohort.due_on <= today + NOTICE
