"""Who may have the handouts of a course."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from courses.progress.models import Enrolment
from people.models import Role, User

# Facilitators are invited to the training by their appointment; the others stand by them and answer for it.
TAKES_PART = frozenset({Role.FACILITATOR, Role.SUPERVISOR, Role.TRAINER, Role.COORDINATOR})


def may_have_handouts(user: User, roles: Iterable[str], course_key: UUID, now: datetime) -> bool:
    """Somebody who takes part in a programme now, or who has begun this course."""
    if not TAKES_PART.isdisjoint(roles):
        return True
    return Enrolment.objects.visible_to(user, now).filter(course_key=course_key).exists()
