"""What the apps above know about people, for the pages and services of this one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from foundation.registry import Registry
from people.models import Appointment, Programme, User


@dataclass(frozen=True)
class Fact:
    """One thing to say about a facilitator on the coordinator's list. `url` leads to where it can be changed."""

    words: str
    url: str = ""
    # Whether it is something that a coordinator, or somebody, still has to do.
    missing: bool = False


@dataclass(frozen=True)
class Training:
    """How long a facilitator learns: the minutes of all steps together, and how many steps there are."""

    minutes: int
    steps: int


# Whom somebody works with now, by how they are near: these see the telephone number that a person gives.
# (viewer, now) -> the people whose numbers `viewer` sees.
Nearby = Callable[[User, datetime], QuerySet[User]]
nearby: Registry[Nearby] = Registry("whose telephone number somebody sees")

# Asked where somebody hears for the first time what they join.
trainings: Registry[Callable[[], Training]] = Registry("how long the training of a facilitator is")

# (programme, facilitators, now) -> by the facilitator's id. A constant number of queries, whatever their number.
FactsOf = Callable[[Programme, Sequence[User], datetime], dict[UUID, Fact]]
roster_facts: Registry[FactsOf] = Registry("what the list of people says of a facilitator")

# Called as somebody takes up a role: what waits for whoever holds it is told them.
when_appointed: Registry[Callable[[Appointment, datetime], None]] = Registry("what happens as a role begins")
