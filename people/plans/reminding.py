"""Whom a programme's plan reminds on the day on which it is to be looked at again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from delivery.reminders.rules import Due
from foundation.days import local_day
from people.models import Appointment, Role
from people.plans.queries import newest_plans


def plans_to_review(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """For each coordinator, once for each version, from its day until there is another. Two queries."""
    coordinators = Appointment.objects.current(now).filter(role=Role.COORDINATOR)
    if people is not None:
        coordinators = coordinators.filter(person__in=list(people))
    rows = list(coordinators.order_by("person", "pk").values_list("person", "programme").distinct())
    plans = newest_plans({programme for _person, programme in rows})
    for person, programme in rows:
        plan = plans.get(programme)
        if plan and plan.is_due(local_day(now, plan.programme.zone)):
            yield Due(person, plan.pk)
