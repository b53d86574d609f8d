"""Who keeps the page for participants, one sentence each."""

from datetime import datetime

from people.models import Programme, Role, User
from people.queries import holds_role


def can_write_page(user: User, programme: Programme, now: datetime) -> bool:
    """Coordinators, governance leads and their deputies in the programme."""
    return holds_role(user, Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY, now=now, programme_id=programme.pk)
