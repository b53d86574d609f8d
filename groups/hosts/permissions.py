"""Who says on which hosts a programme's video rooms may be."""

from datetime import datetime

from people.models import Programme, Role, User
from people.queries import holds_role

MAY_NAME = (Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY)


def may_name_hosts(user: User, programme: Programme, now: datetime) -> bool:
    """A coordinator of the programme, its governance lead or their deputy."""
    return holds_role(user, *MAY_NAME, now=now, programme_id=programme.pk)
