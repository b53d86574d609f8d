"""To whom a concern goes: the supervisor, else whoever covers, else the governance lead; never whom it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from people.models import Appointment, Programme, Role, User
from people.queries import covers_of, supervision_in
from supervision.concerns.holders import holders_of
from supervision.concerns.models import Concern, with_governance


@dataclass(frozen=True)
class Route:
    """`supervisor` is None when it goes to the governance lead; `kept_from` never learn of it."""

    supervisor: User | None
    kept_from: list[User]


def route_for(raiser: User, programme: Programme, about: str, now: datetime) -> Route:
    kept = holders_of(about, raiser, programme)
    assignment = supervision_in(programme, raiser, now)
    supervisor = assignment.supervisor if assignment else None
    # While the supervisor is away, whoever covers receives it; if it is about either, the governance lead does.
    seat = [*covers_of(supervisor, programme.pk, now), supervisor] if supervisor else []
    return Route(supervisor=None if set(seat) & set(kept) else supervisor, kept_from=kept)


def people_in_role(role: Role, programme: Programme, now: datetime) -> list[User]:
    """Those who hold `role` in the programme, the longest in post first."""
    held = Appointment.objects.current(now).filter(role=role, programme=programme)
    return [one.person for one in held.select_related("person").order_by("starts_at", "pk")]


def with_whom(concern: Concern, now: datetime) -> list[User]:
    """Those who are to act on it at `now`: the cover for a supervisor who is away, the governance leads, or both."""
    kept = set(concern.kept_from.values_list("person_id", flat=True)) | {concern.raised_by_id}
    seat = [person for person in _in_the_seat(concern, now) if person.pk not in kept]
    governance = [person for person in _governance(concern, now) if person.pk not in kept]
    return _once([*seat[:1], *governance])


def _in_the_seat(concern: Concern, now: datetime) -> list[User]:
    """Whoever covers, then the supervisor: the first of them acts."""
    if concern.supervisor is None:
        return []
    assignment = supervision_in(concern.programme, concern.raised_by, now)
    if assignment is None or assignment.supervisor_id != concern.supervisor_id:
        return []
    return [*covers_of(concern.supervisor, concern.programme_id, now), concern.supervisor]


def _governance(concern: Concern, now: datetime) -> list[User]:
    if not Concern.objects.filter(Q(pk=concern.pk) & with_governance(now)).exists():
        return []
    return people_in_role(Role.GOVERNANCE, concern.programme, now)


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())
