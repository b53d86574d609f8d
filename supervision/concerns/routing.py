"""To whom a concern goes: the supervisor, else whoever covers, else the governance lead; never whom it is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from groups.models import Facilitation
from people.models import Appointment, Programme, Role, SupervisionAssignment, User
from people.queries import covers_of
from supervision.concerns.models import About, Concern, with_governance


@dataclass(frozen=True)
class Route:
    """`supervisor` is None when it goes to the governance lead; `kept_from` never learn of it."""

    supervisor: User | None
    kept_from: list[User]


def route_for(raiser: User, programme: Programme, about: str, now: datetime) -> Route:
    assignment = _supervision(raiser, programme, now)
    supervisor = assignment.supervisor if assignment else None
    cover = next(iter(covers_of(supervisor, programme.pk, now)), None) if supervisor else None
    kept = _holders_of(about, raiser, programme, supervisor, cover, now)
    # While the supervisor is away, whoever covers receives it; if it is about them, the governance lead does.
    receiver = cover or supervisor
    return Route(supervisor=supervisor if receiver and not {receiver, supervisor} & set(kept) else None, kept_from=kept)


def _supervision(raiser: User, programme: Programme, now: datetime) -> SupervisionAssignment | None:
    supervised = SupervisionAssignment.objects.current(now).filter(facilitator=raiser, programme=programme)
    return supervised.select_related("supervisor").first()


def _holders_of(
    about: str, raiser: User, programme: Programme, supervisor: User | None, cover: User | None, now: datetime
) -> list[User]:
    """Who holds the role that it is about, now."""
    if about == About.SUPERVISOR:
        return [supervisor] if supervisor else []
    if about == About.COVER:
        return [cover] if cover else []
    if about == About.PARTNER:
        return _partners(raiser, programme, now)
    if about in (About.COORDINATOR, About.GOVERNANCE):
        return people_in_role(Role(about), programme, now)
    return []


def _partners(raiser: User, programme: Programme, now: datetime) -> list[User]:
    places = Facilitation.objects.current(now)
    mine = places.filter(person=raiser, group__programme=programme).values("group")
    others = places.filter(group__in=mine).exclude(person=raiser).select_related("person")
    return list({place.person for place in others})


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
    assignment = _supervision(concern.raised_by, concern.programme, now)
    if assignment is None or assignment.supervisor_id != concern.supervisor_id:
        return []
    return [*covers_of(concern.supervisor, concern.programme_id, now), concern.supervisor]


def _governance(concern: Concern, now: datetime) -> list[User]:
    if not Concern.objects.filter(Q(pk=concern.pk) & with_governance(now)).exists():
        return []
    return people_in_role(Role.GOVERNANCE, concern.programme, now)


def _once(people: Iterable[User]) -> list[User]:
    return list({person.pk: person for person in people}.values())
