"""A concern changes hands when leave begins or ends, or somebody comes to lead: whoever has it now is told.

Whoever was told of it before is not told again (`delivery.mail.notify` tells one person once of one record).
"""

from datetime import datetime

from delivery.models import Effect
from delivery.services import enqueue
from people.models import Appointment, CoverWindow, NoticeHold, Role
from supervision.concerns.escalation import tell_receivers
from supervision.concerns.models import Concern, ConcernQuerySet

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


def tell_as_somebody_is_out_of_reach(hold: NoticeHold, now: datetime) -> None:
    """What is open where they supervise, cover, lead or deputise goes to others at once: these are told."""
    _tell(Concern.objects.filter(programme=hold.programme_id), now)


def tell_whoever_comes_to_lead(appointment: Appointment, now: datetime) -> None:
    """A governance lead or deputy hears on their first day of what is with them, however long it has been open."""
    if appointment.role in (Role.GOVERNANCE, Role.DEPUTY):
        _tell(Concern.objects.filter(programme=appointment.programme_id), now)


def _tell(concerns: ConcernQuerySet, now: datetime) -> None:
    for concern in concerns.open().select_related("raised_by", "supervisor", "programme").order_by("pk"):
        tell_receivers(concern, now)
