"""Who may open an enquiry, one sentence each."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from groups.enquiries.models import Enquiry
from people.models import Appointment, Role, User


def openable(viewer: User, now: datetime) -> QuerySet[Enquiry]:
    """The coordinators of the programme that was asked, until it is settled."""
    return Enquiry.objects.visible_to(viewer, now).open()


def might_open(enquiry: Enquiry, now: datetime) -> Iterable[User]:
    appointments = Appointment.objects.current(now).filter(programme=enquiry.programme_id, role=Role.COORDINATOR)
    return User.objects.filter(pk__in=appointments.values("person"))


def never_written(_writer: User, _enquiry: Enquiry) -> bool:
    """It is sealed once, by somebody without an account."""
    return False
