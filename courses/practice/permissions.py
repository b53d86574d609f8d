"""Who may do what with a practice day, one sentence each."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from courses.practice.models import DayState, PracticeDay, PracticePlace
from people.models import Programme, Role, User
from people.queries import holds_role


def trains(user: User, programme: Programme, now: datetime) -> bool:
    """A trainer of the programme, now."""
    return holds_role(user, Role.TRAINER, now=now, programme_id=programme.pk)


def adjustments_open_to(viewer: User, now: datetime) -> QuerySet[PracticePlace]:
    """What somebody asked for, once they sent it: to the day's own trainers, while that is their role."""
    return PracticePlace.objects.adjustments_open_to(viewer, now)


def might_open(place: PracticePlace, _now: datetime) -> Iterator[User]:
    for trainer in place.day.trainers.select_related("person"):
        yield trainer.person


def can_ask(writer: User, place: PracticePlace) -> bool:
    """Whoever is invited, as long as the day lies ahead and they have a place."""
    return writer.pk == place.person_id and place.withdrawn_at is None and place.day.state == DayState.PLANNED


def may_record(user: User, day: PracticeDay, now: datetime) -> bool:
    """Any trainer of the programme, once the day has begun; of nobody but others."""
    return trains(user, day.programme, now) and day.has_begun(now)
