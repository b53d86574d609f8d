"""Who may do what with a cohort, one sentence each."""

from datetime import datetime

from courses.enrolment.models import MAY_RUN
from people.models import Programme, Role, User
from people.queries import holds_role


def runs(user: User, programme: Programme, now: datetime) -> bool:
    """A coordinator or trainer of the programme, now."""
    return holds_role(user, *MAY_RUN, now=now, programme_id=programme.pk)


def may_enrol(user: User, programme: Programme, now: datetime) -> bool:
    """A facilitator of the programme now, authorised or still learning."""
    return holds_role(user, Role.FACILITATOR, now=now, programme_id=programme.pk)
