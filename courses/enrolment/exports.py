"""What "my data" holds of cohorts."""

from datetime import datetime
from typing import Any

from courses.enrolment.models import CohortPlace
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def cohorts(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """What somebody enrolled in, with its dates, and when they withdrew or came back."""
    places = CohortPlace.objects.visible_to(user, now).select_related("cohort").order_by("enrolled_at", "pk")
    yield (places,)
    return [
        {
            "course": place.cohort.course_title,
            "cohort": place.cohort.name,
            "start": place.cohort.starts_on.isoformat(),
            "due": place.cohort.due_on.isoformat(),
            "enrolled": stamp(place.enrolled_at),
            "withdrawn": stamp(place.withdrawn_at),
            "came_back": stamp(place.returned_at),
        }
        for place in places
    ]
