"""Whether somebody's supervision is current: one predicate for whoever asks. What it takes, the apps above register.

Somebody without a supervisor is never current; a rule narrows the assignments that hold now.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from foundation.registry import Registry
from people.models import Programme, SupervisionAssignment, User

# (assignments that hold, now) -> the keys of those that are current.
Rule = Callable[[QuerySet[SupervisionAssignment], datetime], set[UUID]]
supervision_rules: Registry[Rule] = Registry("what makes a supervision current")


def currently_supervised(programme: Programme, now: datetime) -> set[UUID]:
    """The keys of its facilitators whose supervision is current. As many queries for all of them as for one."""
    return _facilitators(SupervisionAssignment.objects.current(now).filter(programme=programme), now)


def is_currently_supervised(person: User, programme: Programme, now: datetime) -> bool:
    held = SupervisionAssignment.objects.current(now).filter(programme=programme, facilitator=person)
    return person.pk in _facilitators(held, now)


def _facilitators(assignments: QuerySet[SupervisionAssignment], now: datetime) -> set[UUID]:
    """Of those that are current in every sense that somebody registered."""
    facilitators = dict(assignments.values_list("pk", "facilitator_id"))
    current = set(facilitators).intersection(*(rule(assignments, now) for _name, rule in supervision_rules))
    return {facilitators[key] for key in current}
