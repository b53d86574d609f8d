"""Questions about people's standing, each one query."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from foundation.prepared import Prepared
from people.models import (
    Appointment,
    Authorisation,
    CoverWindow,
    Membership,
    Programme,
    Role,
    SupervisionAssignment,
    User,
)

# They open other people's words, decide on people's standing, or write what everybody reads. A cover is a supervisor
# of the programme (`CoverWindowQuerySet.current`), and so is among them.
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.SUPERVISOR,
        Role.TRAINER,
        Role.COORDINATOR,
        Role.GOVERNANCE,
        Role.DEPUTY,
        Role.CLINICAL_LEAD,
        Role.EDITOR,
    }
)
# They see who holds which role in their programmes, and are told when one of the above is given or ends.
OVERSEERS = frozenset({Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY})


def needs_second_factor(user: User, roles: Mapping[str, object]) -> bool:
    """Whether the site opens for `user`, who holds `roles` now, only once a second factor was given.

    Asked with every request, so that an appointment bites at once and one that has run out asks for nothing more.
    """
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return user.is_superuser or not SECOND_FACTOR_ROLES.isdisjoint(roles)


def holds_role(user: User, *roles: Role, now: datetime, programme_id: UUID | None = None) -> bool:
    """Whether `user` holds any of `roles` at `now`, in the named programme or in any."""
    appointments = Appointment.objects.current(now).filter(person=user, role__in=roles)
    return (appointments.filter(programme_id=programme_id) if programme_id else appointments).exists()


# Asked with every request.
ROLES = Prepared(
    lambda person, now: Appointment.objects.current(now).filter(person=person).values_list("role", "programme_id")
)


def roles_of(user: User, now: datetime) -> dict[str, list[UUID]]:
    """Role -> ids of the programmes in which `user` holds it at `now`."""
    programmes: dict[str, list[UUID]] = {}
    for role, programme_id in ROLES.rows(person=user.pk, now=now):
        programmes.setdefault(role, []).append(programme_id)
    return programmes


def programmes_of(user: User, role: Role, now: datetime) -> list[UUID]:
    """Ids of the programmes in which `user` holds `role` at `now`: the scope of most `visible_to`."""
    return list(Appointment.objects.current(now).filter(person=user, role=role).values_list("programme_id", flat=True))


def coordinated_programmes(user: User, now: datetime) -> QuerySet[Programme]:
    """The programmes that `user` coordinates, by name."""
    return _programmes_with(user, {Role.COORDINATOR}, now)


def overseen_programmes(user: User, now: datetime) -> QuerySet[Programme]:
    """The programmes that `user` coordinates, or is a governance lead of or their deputy, by name."""
    return _programmes_with(user, OVERSEERS, now)


def zones_of(people: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    """Where each of them is: in the programme in which they have had a role longest. One query."""
    roles = Appointment.objects.current(now).filter(person__in=people).order_by("-starts_at", "-pk")
    return dict(roles.values_list("person_id", "programme__zone"))


def _programmes_with(user: User, roles: Collection[Role], now: datetime) -> QuerySet[Programme]:
    appointments = Appointment.objects.current(now).filter(person=user, role__in=roles)
    return (
        Programme.objects.filter(pk__in=appointments.values("programme"))
        .select_related("region")
        .order_by("name", "pk")
    )


def overseers_of(programme_id: UUID, now: datetime) -> QuerySet[User]:
    """Its coordinators, governance leads and their deputies, each once."""
    appointments = Appointment.objects.current(now).filter(programme_id=programme_id, role__in=OVERSEERS)
    return User.objects.filter(pk__in=appointments.values("person")).order_by("pk")


def facilitator_programme(user: User, now: datetime) -> Programme | None:
    """The programme in which `user` is a facilitator (the latest appointment, should there be two)."""
    appointment = (
        Appointment.objects.current(now)
        .filter(person=user, role=Role.FACILITATOR)
        .select_related("programme__region")
        .order_by("-starts_at", "pk")
        .first()
    )
    return appointment.programme if appointment else None


def supervision_of(user: User, now: datetime) -> SupervisionAssignment | None:
    """Who supervises `user` at `now`."""
    return (
        SupervisionAssignment.objects.current(now)
        .filter(facilitator=user)
        .select_related("supervisor", "programme")
        .order_by("-starts_at", "pk")
        .first()
    )


def cover_of(supervisor: User, programme_id: UUID, now: datetime) -> CoverWindow | None:
    """The window in which somebody stands in for `supervisor` at `now`."""
    windows = CoverWindow.objects.current(now).filter(supervisor=supervisor, programme_id=programme_id)
    return windows.select_related("cover").first()


def away_at(supervisor: User, instant: datetime) -> CoverWindow | None:
    """The leave of `supervisor`, in any programme, that holds at `instant`."""
    windows = CoverWindow.objects.filter(supervisor=supervisor, starts_at__lte=instant, ends_at__gt=instant)
    return windows.select_related("cover", "programme").order_by("starts_at", "pk").first()


def covers_of(supervisor: User, programme_id: UUID, now: datetime) -> list[User]:
    """Whoever stands in for `supervisor` at `now`: one person or nobody."""
    window = cover_of(supervisor, programme_id, now)
    return [window.cover] if window and window.cover else []


def supervision_in(programme: Programme, facilitator: User, now: datetime) -> SupervisionAssignment | None:
    """Who supervises `facilitator` in one programme at `now`."""
    current = SupervisionAssignment.objects.current(now).filter(facilitator=facilitator, programme=programme)
    return current.select_related("supervisor").first()


def authorisation_of(user: User, programme_id: UUID, now: datetime) -> Authorisation | None:
    return Authorisation.objects.current(now).filter(person=user, programme_id=programme_id).first()


def membership_of(user: User, now: datetime) -> Membership | None:
    return Membership.objects.current(now).filter(person=user).select_related("specialty", "region").first()
