"""Who may confirm, issue, replace, revoke and look, one sentence each."""

from datetime import datetime
from uuid import UUID

from people.models import Role, User
from people.queries import holds_role


def coordinates(user: User, programme_id: UUID, now: datetime) -> bool:
    """Is a coordinator of the programme at `now`."""
    return holds_role(user, Role.COORDINATOR, now=now, programme_id=programme_id)


def governs(user: User, programme_id: UUID, now: datetime) -> bool:
    """Is a governance lead of the programme at `now`."""
    return holds_role(user, Role.GOVERNANCE, now=now, programme_id=programme_id)
