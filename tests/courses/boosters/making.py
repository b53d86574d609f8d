"""Questions that come back, for tests."""

from datetime import datetime, timedelta

from courses.boosters.models import BoosterSet
from courses.boosters.services import begin_booster
from people.models import Appointment, Authorisation, Role, User
from tests.people import Cast, authorise


def authorised(person: User, weeks_ago: float, now: datetime) -> Authorisation:
    """`person` as authorised so long ago, where they facilitate; anew if they were."""
    then = now - timedelta(weeks=weeks_ago)
    role = Appointment.objects.current(now).get(person=person, role=Role.FACILITATOR)
    Appointment.objects.filter(pk=role.pk).update(starts_at=min(role.starts_at, then))
    if row := Authorisation.objects.filter(person=person).first():
        row.starts_at = then
        row.save(update_fields=["starts_at"])
        return row
    confirmer = Appointment.objects.filter(role=Role.COORDINATOR).exclude(person=person).first().person
    return authorise(person, role.programme, confirmer, then)


def annas_booster(cast: Cast) -> BoosterSet:
    authorised(cast.anna, 3, cast.now)
    return begin_booster(person=cast.anna, now=cast.now)
