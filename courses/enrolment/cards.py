"""What My day says of cohorts: the date of a course that somebody is enrolled in, and what they could enrol in."""

from dataclasses import dataclass

from courses.cards import learner
from courses.enrolment.models import Cohort
from courses.enrolment.queries import HowFar, how_far, new_offers, own_places
from courses.outline import OutlineCourse
from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role

PLACES = CardQuestion(own_places, {Role.FACILITATOR})
OFFERS = CardQuestion(new_offers, {Role.FACILITATOR})


@dataclass(frozen=True)
class CourseDates:
    """A cohort, with its course as it is published."""

    cohort: Cohort
    course: OutlineCourse
    far: HowFar
    past: bool


def dates_card(request: Request) -> Card | None:
    """Nothing of a course that is complete, nor an offer of one that somebody has a date for."""
    places, offers = PLACES.rows(request), OFFERS.rows(request)
    if not places and not offers:
        return None
    own = _dates(request, [place.cohort for place in places])
    dated = {place.cohort.course_key for place in places}
    open_now = [offer for offer in offers if offer.course_key not in dated and offer.is_open(request.now)]
    context = {"own": own, "offers": _dates(request, open_now)}
    return Card("courses/enrolment/card.html", context) if any(context.values()) else None


def _dates(request: Request, cohorts: list[Cohort]) -> list[CourseDates]:
    finished, outline = learner(request)
    courses = {course.key: course for course in outline.courses}
    if finished is None:
        return []
    found = [
        CourseDates(cohort, course, how_far(course, finished), cohort.is_past(request.now))
        for cohort in cohorts
        if (course := courses.get(cohort.course_key))
    ]
    return [dates for dates in found if not dates.far.complete]
