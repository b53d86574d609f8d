"""Cohorts of the cast: Cora Lind plans them."""

from datetime import timedelta

from bs4 import BeautifulSoup

from courses.enrolment.models import Cohort
from courses.enrolment.services import CohortPlan, enrol_in, plan_cohort
from courses.outline import current_outline
from foundation.days import local_day
from people.models import User
from tests.people import Cast

A_DAY = timedelta(days=1)


def a_plan(cast: Cast, *, starts: int = -7, due: int = 30, **facts) -> CohortPlan:
    """Its days, counted from today."""
    today = local_day(cast.now)
    return CohortPlan(**{"name": "Autumn", "starts_on": today + starts * A_DAY, "due_on": today + due * A_DAY, **facts})


def a_cohort(cast: Cast, *people: User, **facts) -> Cohort:
    """Of Thames and the one course there is, with these people in it."""
    [course] = current_outline().courses
    cohort = plan_cohort(programme=cast.thames, course=course, plan=a_plan(cast, **facts), by=cast.cora, now=cast.now)
    for person in people:
        enrol_in(cohort=cohort, person=person, now=cast.now)
    return cohort


def text_of(answer) -> str:
    """What a page says, in one line."""
    text = BeautifulSoup(answer.content.decode(), "html.parser").get_text(" ", strip=True)
    return " ".join(text.split())
