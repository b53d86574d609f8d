"""Who may see figures, in one sentence."""

from collections.abc import Mapping
from uuid import UUID

from people.models import Role

SEE_FIGURES = (Role.COORDINATOR, Role.GOVERNANCE, Role.TPD)


def programmes_with_figures(roles: Mapping[str, list[UUID]]) -> set[UUID]:
    """Coordinators, governance leads and training programme directors see the figures of their programmes."""
    return {programme_id for role in SEE_FIGURES for programme_id in roles.get(role, [])}
