"""Who leads talks about moments, in one sentence."""

from collections.abc import Collection

from people.models import Role

LEADING = (Role.SUPERVISOR, Role.TRAINER)


def may_draw(roles: Collection[str]) -> bool:
    """Supervisors and trainers draw from the case bank; its notes say what to listen for in others' answers."""
    return any(role in roles for role in LEADING)
