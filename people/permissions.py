"""Who may give and end which role, one sentence each."""

from collections.abc import Container
from datetime import datetime

from people.models import Appointment, Programme, Role, User

EVERY_ROLE = frozenset(Role)
# Who hears of concerns about coordinators: not the coordinators' to choose or to remove.
GOVERNING = frozenset({Role.GOVERNANCE, Role.DEPUTY})


def roles_given_by(user: User | None, programme: Programme, now: datetime) -> frozenset[Role]:
    """The roles to which `user` may invite somebody. None stands for whoever runs the machine, who gives all.

    A coordinator gives every role but governance lead and deputy: only a governance lead of the programme gives those,
    or a coordinator as long as the programme has never had a lead.
    """
    if user is None:
        return EVERY_ROLE
    roles = set(
        Appointment.objects.current(now).filter(person=user, programme=programme).values_list("role", flat=True)
    )
    return roles_given_with(roles, programme)


def roles_given_with(roles: Container[str], programme: Programme) -> frozenset[Role]:
    """The same for whoever holds `roles` in the programme."""
    given = EVERY_ROLE - GOVERNING if Role.COORDINATOR in roles else frozenset()
    leads = Role.GOVERNANCE in roles or (Role.COORDINATOR in roles and not _ever_had_a_lead(programme))
    return given | GOVERNING if leads else given


def _ever_had_a_lead(programme: Programme) -> bool:
    return Appointment.objects.filter(programme=programme, role=Role.GOVERNANCE).exists()


def may_end(appointment: Appointment, by: User, roles: Container[str]) -> bool:
    """`by`, who holds `roles` in its programme, may end this role.

    A coordinator ends every role but governance lead and deputy. Another governance lead ends a lead's, so a programme
    that has one keeps one; a governance lead ends a deputy's.
    """
    if appointment.role in GOVERNING:
        return Role.GOVERNANCE in roles and appointment.person_id != by.pk
    return Role.COORDINATOR in roles
