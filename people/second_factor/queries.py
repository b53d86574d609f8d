"""Whom to ask when a device is lost, and whose second factor somebody may remove."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from people.models import Appointment, Role, User
from people.permissions import GOVERNING

# They speak with the person first, and then remove the second factor (services.py).
WHO_RESETS = frozenset({Role.COORDINATOR, Role.GOVERNANCE})
# What is shown at signing in. Recovery codes come along with one of these.
DEVICES = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def whom_to_ring(person: User, now: datetime) -> list[Appointment]:
    """Who can remove the second factor of `person`: coordinators and governance leads of their programmes."""
    programmes = Appointment.objects.current(now).filter(person=person).values("programme")
    leads = Appointment.objects.current(now).filter(person=person, role__in=GOVERNING).exists()
    return list(
        Appointment.objects.current(now)
        .filter(role__in=[Role.GOVERNANCE] if leads else WHO_RESETS, programme__in=programmes)
        .exclude(person=person)
        .select_related("person", "programme")
        .order_by("programme__name", "role", "person__sort_name", "pk")
    )


def resettable_by(by: User, now: datetime) -> QuerySet[User]:
    """The people with a device whose second factor `by` may remove at `now`; never their own.

    A coordinator or governance lead does it for whoever holds a role in their programme, whatever else that person
    does elsewhere: somebody must be in reach. But a governance lead or deputy, of any programme, is left to governance
    leads, and a superuser to the operator (docs/decisions/0008).
    """
    current = Appointment.objects.current(now)
    appointments = current.filter(person=OuterRef("pk"))
    led, coordinated = (
        current.filter(person=by, role=role).values("programme")
        for role in (
            Role.GOVERNANCE,
            Role.COORDINATOR,
        )
    )
    within = Exists(appointments.filter(programme__in=led)) | (
        Exists(appointments.filter(programme__in=coordinated)) & ~Exists(appointments.filter(role__in=GOVERNING))
    )
    with_device = Authenticator.objects.filter(type__in=DEVICES).values("user")
    return (
        User.objects.filter(within, pk__in=with_device, is_superuser=False)
        .exclude(pk=by.pk)
        .order_by("sort_name", "pk")
    )
