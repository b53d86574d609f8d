"""To whom a concern goes: the supervisor, else whoever covers, else the governance lead, else the deputy.

One "now" goes to all of them. None goes to anybody it may be about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from people.holds.queries import out_of_reach
from people.models import Appointment, Programme, Role, User
from people.queries import covers_of, supervision_in
from supervision.concerns.holders import holders_of
from supervision.concerns.models import AT_ONCE, Concern, with_deputy, with_governance


@dataclass(frozen=True)
class Route:
    """`supervisor` is None when it goes to the governance lead; those `excluded` never learn of it."""

    supervisor: User | None
    excluded: list[User]


def route_for(raiser: User, programme: Programme, about: str, now: datetime) -> Route:
    excluded = holders_of(about, raiser, programme)
    assignment = supervision_in(programme, raiser, now)
    supervisor = assignment.supervisor if assignment else None
    # While the supervisor is away, whoever covers receives it; if it is about either, the governance lead does.
    seat = [*covers_of(supervisor, programme.pk, now), supervisor] if supervisor else []
    return Route(supervisor=None if set(seat) & set(excluded) else supervisor, excluded=excluded)


def who_would_read(raiser: User, programme: Programme, about: str, urgency: str, now: datetime) -> list[User]:
    """Those who may open a concern of this kind once it is raised, before there is one.

    A test holds it to what the permission says afterwards (`tests/supervision/concerns/test_audience.py`).
    """
    route = route_for(raiser, programme, about, now)
    away = set(out_of_reach().values_list("person", flat=True))
    excluded = {person.pk for person in route.excluded} | {raiser.pk} | away
    seat = [route.supervisor, *covers_of(route.supervisor, programme.pk, now)] if route.supervisor else []
    leads = [person for person in people_in_role(Role.GOVERNANCE, programme, now) if person.pk not in excluded]
    goes_up = urgency in AT_ONCE or route.supervisor is None or route.supervisor.pk in away
    goes_to_deputy = urgency in AT_ONCE or (goes_up and not leads)
    deputies = people_in_role(Role.DEPUTY, programme, now) if goes_to_deputy else []
    return [person for person in _once([*seat, *(leads if goes_up else []), *deputies]) if person.pk not in excluded]


def people_in_role(role: Role, programme: Programme, now: datetime) -> list[User]:
    """Those who hold `role` in the programme, the longest in post first."""
    appointments = Appointment.objects.current(now).filter(role=role, programme=programme)
    return [appointment.person for appointment in appointments.select_related("person").order_by("starts_at", "pk")]


def with_whom(concern: Concern, now: datetime) -> list[User]:
    """Those who are to act on it at `now`: the cover for a supervisor who is away, the governance leads, the deputies.

    The supervisor who is covered is not asked too, unless it is for everybody.
    """
    excluded = set(concern.excluded.values_list("person_id", flat=True)) | {concern.raised_by_id}
    excluded |= set(out_of_reach().values_list("person", flat=True))
    seat = [person for person in _in_the_seat(concern, now) if person.pk not in excluded]
    asks_whole_seat = concern.deputy_at is not None and concern.deputy_at <= now
    governing = [person for person in _governing(concern, now) if person.pk not in excluded]
    return _once([*(seat if asks_whole_seat else seat[:1]), *governing])


def _in_the_seat(concern: Concern, now: datetime) -> list[User]:
    """Whoever covers, then the supervisor: the first of them acts."""
    if concern.supervisor is None:
        return []
    assignment = supervision_in(concern.programme, concern.raised_by, now)
    if assignment is None or assignment.supervisor_id != concern.supervisor_id:
        return []
    return [*covers_of(concern.supervisor, concern.programme_id, now), concern.supervisor]


def _governing(concern: Concern, now: datetime) -> list[User]:
    row = Concern.objects.filter(pk=concern.pk)
    roles = ((Role.GOVERNANCE, with_governance(now)), (Role.DEPUTY, with_deputy(now)))
    asked = [role for role, it_is_with_them in roles if row.filter(it_is_with_them).exists()]
    return [person for role in asked for person in people_in_role(role, concern.programme, now)]


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())
