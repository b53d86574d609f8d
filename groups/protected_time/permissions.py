"""Who keeps the register, and who answers."""

from uuid import UUID

from foundation.http import Request
from groups.protected_time.models import DIRECTOR, REGISTER_ROLES
from people.models import Role


def keeps_register(request: Request, programme: UUID) -> bool:
    """Coordinators of the programme; no query."""
    return programme in request.roles.get(Role.COORDINATOR, ())


def reads_register(request: Request, programme: UUID) -> bool:
    """Those to whom a group's name and the coordinators' next steps are shown; no query."""
    return any(programme in request.roles.get(role, ()) for role in REGISTER_ROLES)


def directs(request: Request, programme: UUID) -> bool:
    """Its training programme directors; no query."""
    return programme in request.roles.get(DIRECTOR, ())
