"""Who may do what with an agreement, one sentence each."""

from datetime import datetime

from people.models import SupervisionAssignment, User


def can_offer(user: User, assignment: SupervisionAssignment, now: datetime) -> bool:
    """The supervisor, while the assignment holds."""
    return user.pk == assignment.supervisor_id and _holds(assignment, now)


def can_acknowledge(user: User, assignment: SupervisionAssignment, now: datetime) -> bool:
    """The facilitator, while the assignment holds."""
    return user.pk == assignment.facilitator_id and _holds(assignment, now)


def _holds(assignment: SupervisionAssignment, now: datetime) -> bool:
    """The row, and the role of each of the two."""
    return SupervisionAssignment.objects.current(now).filter(pk=assignment.pk).exists()
