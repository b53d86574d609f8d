"""Who may see somebody's hours, and who says how they are counted: one sentence each."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Appointment, Programme, Role, SupervisionAssignment, User
from people.queries import holds_role

MAY_RULE = (Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY)


def may_rule(user: User, programme: Programme, now: datetime) -> bool:
    """A coordinator of the programme, its governance lead or their deputy."""
    return holds_role(user, *MAY_RULE, now=now, programme_id=programme.pk)


def programmes_open_to(viewer: User, person: User, now: datetime) -> QuerySet[Programme]:
    """Of the supervision of `person`: to themselves where they are or were supervised or facilitate now; to whoever
    supervises them now, there."""
    programmes = Programme.objects.order_by("name", "pk")
    if viewer == person:
        supervised = SupervisionAssignment.objects.filter(facilitator=person, programme=OuterRef("pk"))
        posts = Appointment.objects.current(now).filter(person=person, role=Role.FACILITATOR, programme=OuterRef("pk"))
        return programmes.filter(Q(Exists(supervised)) | Q(Exists(posts)))
    held = SupervisionAssignment.objects.between(supervisor_id=viewer.pk, facilitator_id=person.pk, now=now)
    return programmes.filter(pk__in=held.values("programme"))
