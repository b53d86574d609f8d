"""Whose refresher is due, and whose clock stands still: for one person or for all, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from courses.content_entries import fixed_id
from courses.refresher.clock import NOTICE, Stop, due_on, is_stopped
from courses.refresher.models import Refresher, RefresherPause
from delivery.reminders.rules import Due
from foundation.days import last_day, local_day
from people.models import Authorisation, CoverWindow, Role, SupervisionAssignment, User

# "Distress, risk and signposting", by the id of the curriculum's file, which moves and new titles keep.
MODULE = UUID(fixed_id("distress-and-risk"))


@dataclass(frozen=True)
class Standing:
    """One facilitator's: the day from which the year counts, when it is over, and whether its clock stands still."""

    person: UUID
    since: date
    due: date
    stopped: bool
    today: date

    @property
    def lapsed(self) -> bool:
        return not self.stopped and self.due < self.today

    @property
    def soon(self) -> bool:
        return not self.stopped and self.today <= self.due <= self.today + NOTICE


def standings(now: datetime, people: Collection[UUID] | QuerySet[User] | None) -> list[Standing]:
    """Of those who are authorised now and have finished the module. Five queries; one where there is nobody."""
    holding = Authorisation.objects.current(now).filter(person__module_completions__module_key=MODULE)
    if people is not None:
        holding = holding.filter(person__in=people)
    rows = holding.order_by("-starts_at", "-pk").values_list(
        "person_id", "programme__zone", "person__module_completions__completed_at"
    )
    zones = {person: zone for person, zone, _at in rows}
    since = _since({person: local_day(at, zone) for person, zone, at in rows})
    stops = StopsOf(since).by_person() if since else {}
    return [
        _standing(person, day, stops.get(person, []), local_day(now, zones[person])) for person, day in since.items()
    ]


def _standing(person: UUID, since: date, stops: list[Stop], today: date) -> Standing:
    return Standing(person, since, due_on(since, stops, today), is_stopped(stops, today), today)


def _since(finished: dict[UUID, date]) -> dict[UUID, date]:
    """The day of the last time: of a refresher, or else of the module's end."""
    since = dict(finished)
    for person, day in Refresher.objects.filter(person__in=since).values_list("person_id", "said_on"):
        since[person] = max(since[person], day)
    return since


class StopsOf:
    """When the clock stood still for these people: their own pauses, and the leave of whoever supervised them then.

    Its `questions` can be read together with others.
    """

    def __init__(self, people: Collection[UUID]) -> None:
        self.pauses = RefresherPause.objects.filter(person__in=people).order_by("first_day", "pk")
        supervised = SupervisionAssignment.objects.filter(facilitator__in=people)
        self.supervised = supervised.select_related("programme").order_by("starts_at", "pk")
        self.windows = CoverWindow.objects.filter(supervisor__in=supervised.values("supervisor")).order_by("pk")

    @property
    def questions(self) -> tuple[QuerySet[Any, Any], ...]:
        return self.pauses, self.supervised, self.windows

    def by_person(self) -> dict[UUID, list[Stop]]:
        found: dict[UUID, list[Stop]] = defaultdict(list)
        for pause in self.pauses:
            found[pause.person_id].append(Stop(pause.first_day, pause.last_day))
        windows = defaultdict(list)
        for window in self.windows:
            windows[window.supervisor_id, window.programme_id].append(window)
        for row in self.supervised:
            for window in windows[row.supervisor_id, row.programme_id]:
                found[row.facilitator_id].extend(_while_supervised(row, window))
        return found


def _while_supervised(row: SupervisionAssignment, window: CoverWindow) -> Iterator[Stop]:
    zone = row.programme.zone
    begins = max(row.starts_at, window.starts_at)
    ends = min(end for end in (row.ends_at, window.ends_at) if end)
    if begins < ends:
        yield Stop(local_day(begins, zone), last_day(ends, zone))


def standing_of(person: User, now: datetime) -> Standing | None:
    """None for who is not authorised, or has not finished the module."""
    return next(iter(standings(now, [person.pk])), None)


def refreshers_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Four weeks ahead, and once when it has lapsed. Nothing while the clock stands still."""
    for standing in standings(now, None if people is None else list(people)):
        if standing.soon or standing.lapsed:
            yield Due(standing.person, MODULE, f"{standing.since}:{'lapsed' if standing.lapsed else 'soon'}")


def lapsed_in(programmes: Iterable[UUID], supervisor: User, now: datetime) -> list[User]:
    """Those whose refresher has lapsed: of the programmes of a coordinator, and whom a supervisor supervises."""
    coordinated = Authorisation.objects.current(now).filter(programme__in=list(programmes)).values("person")
    supervised = SupervisionAssignment.objects.current(now).filter(supervisor=supervisor).values("facilitator")
    wanted = User.objects.filter(Q(pk__in=coordinated) | Q(pk__in=supervised))
    lapsed = [standing.person for standing in standings(now, wanted) if standing.lapsed]
    return list(User.objects.filter(pk__in=lapsed).order_by("sort_name", "pk")) if lapsed else []


def sees_lapses(roles: Collection[str]) -> bool:
    """Coordinators and supervisors see that a refresher has lapsed, and talk about it."""
    return Role.COORDINATOR in roles or Role.SUPERVISOR in roles
