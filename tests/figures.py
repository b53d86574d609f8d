"""How somebody stands, as one figure or one list. Screens ask for many people at once; tests ask for one."""

from datetime import date, datetime
from uuid import UUID

from certificates.items import Item
from certificates.models import Award
from certificates.queries import standing_of
from courses.outline import current_outline
from courses.progress import queries as courses
from courses.progress.queries import ModuleStanding, NextStep, first_unfinished
from groups.models import GroupSession
from people.models import Programme, User
from supervision.meetings.models import MeetingAttendee


def authorisation_items(person: User, programme: Programme, now: datetime) -> list[Item] | None:
    """What it takes to be authorised in `programme`; None for somebody who does not facilitate there."""
    standing = standing_of(person, programme, now)
    return standing.authorisation if standing else None


def award_items(award: Award, person: User, now: datetime) -> list[Item] | None:
    """What `award` takes, with figures; None for somebody who does not facilitate in its programme."""
    standing = standing_of(person, award.programme, now)
    return next(entry.items for entry in standing.awards if entry.award == award) if standing else None


def course_standing(person: User) -> list[ModuleStanding]:
    """Every module, in order."""
    finished = courses.finished_by([person.pk])[person.pk]
    return [courses.standing_of(module, finished) for module in current_outline().modules()]


def gating_standing(person: User) -> list[ModuleStanding]:
    """The modules that must be finished before a person may be authorised."""
    return [standing for standing in course_standing(person) if standing.gates_authorisation]


def next_step(person: User) -> NextStep | None:
    """Where to carry on; None when everything is done."""
    return first_unfinished(current_outline(), courses.finished_by([person.pk])[person.pk])


def sessions_cofacilitated(person: User, programme_id: UUID) -> int:
    """How many sessions of the programme that took place `person` facilitated."""
    return GroupSession.objects.held().filter(programme_id=programme_id).facilitated_by(person).count()


def supervisions_attended(person: User, programme_id: UUID) -> int:
    """How many recorded meetings of the programme `person` was at."""
    return len(dates_and_minutes(person, programme_id))


def dates_and_minutes(person: User, programme_id: UUID) -> list[tuple[date, int]]:
    """The recorded meetings that `person` came to, oldest first."""
    came_to = MeetingAttendee.objects.attended().filter(person=person, meeting__programme=programme_id)
    in_order = came_to.order_by("meeting__local_date", "meeting__local_start")
    return list(in_order.values_list("meeting__local_date", "meeting__minutes"))
