"""A concern changes hands when leave begins or ends, when somebody leaves a role and when another supervisor begins:
whoever has it now is told.

Whoever was told of it before is not told again (`delivery.mail.notify` tells one person once of one record).
"""

from datetime import datetime

from django.db.models import Q

from delivery.models import Effect
from delivery.services import enqueue
from people.models import Appointment, CoverWindow, SupervisionAssignment, User
from supervision.concerns.models import Concern, ConcernQuerySet
from supervision.concerns.services import tell_receivers

PASSED = "concerns:passed"


def follow(window: CoverWindow, now: datetime) -> None:
    """Have those with whom concerns are told as `window` begins and as it ends. Call it when either is set."""
    for instant in (window.starts_at, window.ends_at):
        key = f"{PASSED}:{window.pk}:{instant}"
        enqueue(kind=PASSED, object_id=window.pk, key=key, now=now, not_before=instant)


def tell_as_cover_changes(effect: Effect, now: datetime) -> None:
    """Who has them is asked now, so a window that was moved or called off since tells nobody too early."""
    for window in CoverWindow.objects.filter(pk=effect.object_id):
        _tell(Concern.objects.filter(supervisor=window.supervisor_id, programme=window.programme_id), now)


def tell_as_somebody_leaves(appointment: Appointment, _by: User, now: datetime) -> None:
    """The supervisor, whoever covers for one, or the raiser, with whom supervision ends."""
    covered = CoverWindow.objects.filter(cover=appointment.person_id, programme=appointment.programme_id)
    theirs = (
        Q(supervisor=appointment.person_id)
        | Q(raised_by=appointment.person_id)
        | Q(supervisor__in=covered.values("supervisor"))
    )
    _tell(Concern.objects.filter(theirs, programme=appointment.programme_id), now)


def tell_as_supervision_passes(ended: SupervisionAssignment, now: datetime) -> None:
    """What was raised with the earlier supervisor does not go to the new one, who was not chosen for it."""
    _tell(Concern.objects.filter(raised_by=ended.facilitator_id, programme=ended.programme_id), now)


def _tell(concerns: ConcernQuerySet, now: datetime) -> None:
    for concern in concerns.open().select_related("raised_by", "supervisor", "programme").order_by("pk"):
        tell_receivers(concern, now)
