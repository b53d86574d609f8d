"""Whom a digest is for: on Mondays, whoever coordinates or supervises where anything changed in the week before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from delivery.reminders.rules import Due
from foundation.days import local_day
from pages.week.changes import changed
from pages.week.window import Window, week_before
from people.models import Appointment, Role

# Role -> programme, or supervisor -> whom its rows are for.
Readers = dict[Role, dict[UUID, set[UUID]]]
MONDAY = 0


def weeks_with_changes(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Once for each week, whatever and wherever it was. On other days one query."""
    found = {
        Due(person, person, str(window.after))
        for window, readers in _mondays(now, people)
        for role, by_key in readers.items()
        for _kind, rows in changed(window, role, list(by_key))
        for row in rows
        for person in by_key[row.of]
    }
    yield from sorted(found, key=lambda due: (str(due.person), due.occasion))


def _mondays(now: datetime, people: Iterable[UUID] | None) -> Iterator[tuple[Window, Readers]]:
    """The week before, and its readers, wherever it is Monday."""
    posts = Appointment.objects.current(now).filter(role__in=(Role.COORDINATOR, Role.SUPERVISOR))
    if people is not None:
        posts = posts.filter(person__in=list(people))
    by_zone: dict[str, Readers] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for person, role, programme, zone in posts.values_list("person", "role", "programme", "programme__zone"):
        if local_day(now, zone).weekday() == MONDAY:
            key = programme if role == Role.COORDINATOR else person
            by_zone[zone][Role(role)][key].add(person)
    for zone, readers in sorted(by_zone.items()):
        yield week_before(now, zone), readers
