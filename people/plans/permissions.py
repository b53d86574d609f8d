"""Who may read a programme's plan, and who writes it."""

from datetime import datetime

from people.models import Appointment, Programme, Role, User

WRITERS = frozenset({Role.COORDINATOR, Role.GOVERNANCE})


def can_read(user: User, programme: Programme, now: datetime) -> bool:
    """Everybody who holds a role in the programme now."""
    return Appointment.objects.current(now).filter(person=user, programme=programme).exists()


def can_write(user: User, programme: Programme, now: datetime) -> bool:
    """Its coordinators and governance leads."""
    return Appointment.objects.current(now).filter(person=user, programme=programme, role__in=WRITERS).exists()
