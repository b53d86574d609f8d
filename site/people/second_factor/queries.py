"""Whom to ask when a device is lost."""

from datetime import datetime

from people.models import Appointment, Role, User

# They speak with the person first, and then remove the second factor (services.py).
WHO_RESETS = frozenset({Role.COORDINATOR, Role.GOVERNANCE})


def whom_to_ring(person: User, now: datetime) -> list[Appointment]:
    """The coordinators and governance leads of the programmes in which `person` holds a role, without themselves."""
    mine = Appointment.objects.current(now).filter(person=person).values("programme")
    return list(
        Appointment.objects.current(now)
        .filter(role__in=WHO_RESETS, programme__in=mine)
        .exclude(person=person)
        .select_related("person", "programme")
        .order_by("programme__name", "role", "person__last_name", "pk")
    )
