"""A concern that waits too long goes further: to the governance lead, and after as long again to the deputy.

Who has it is asked of the clock (`models.with_governance`, `with_deputy`); the worker only tells them.
"""

from datetime import datetime

from django.db import transaction

from confidential.services import note
from delivery.mail import notify
from delivery.models import Effect
from delivery.services import enqueue
from people.endings.days import is_over
from supervision.concerns.deeds import ConcernDeed
from supervision.concerns.models import AT_ONCE, Concern, ConcernState
from supervision.concerns.routing import with_whom
from supervision.concerns.targets import due_at

UNANSWERED = "concerns:unanswered"
# One sentence for every mail about a concern: that there is one is nobody's business who looks over a shoulder.
NOTICE = "something_waiting"
# The fields that are set here.
TIMES = ("due_at", "deputy_at", "escalated_at")


def give_it_time(concern: Concern, now: datetime) -> None:
    """Say by when the next thing should happen, and when the deputy has it too. Saving it is the caller's.

    A plan is looked at again on its day; all else has the time that its urgency gives.
    """
    zone = concern.programme.zone
    if concern.state == ConcernState.PLANNED and concern.look_again_on:
        concern.due_at = is_over(concern.look_again_on, concern.programme)
    else:
        concern.due_at = due_at(concern.urgency, now, zone)
    if concern.deputy_at is None or concern.deputy_at > now:
        concern.deputy_at = now if concern.urgency in AT_ONCE else due_at(concern.urgency, concern.due_at, zone)


def keep_what_went_further(concern: Concern, now: datetime) -> None:
    """What went to the governance lead or the deputy stays with them, however late the answer."""
    if concern.is_late(now) and concern.escalated_at is None:
        concern.escalated_at = concern.due_at


def stop_its_time(concern: Concern, now: datetime) -> None:
    """It is closed: the deputy does not come to have it any more."""
    if concern.deputy_at and concern.deputy_at > now:
        concern.deputy_at = None


def follow_up(concern: Concern, now: datetime) -> None:
    """Have the worker look again at each of its times."""
    for at in (concern.due_at, concern.deputy_at):
        if at is not None and at > now:
            key = f"{UNANSWERED}:{concern.pk}:{at.isoformat()}"
            enqueue(kind=UNANSWERED, object_id=concern.pk, key=key, now=now, not_before=at)


def tell_receivers(concern: Concern, now: datetime, *, once: str = "") -> None:
    """A mail to each with whom it is now, once for each."""
    for person in with_whom(concern, now):
        notify(person, NOTICE, about=concern.pk, now=now, once=once)


def tell_if_unanswered(effect: Effect, now: datetime) -> None:
    """A time of it is over: unless what should have happened has, it goes further, and all who have it are reminded."""
    with transaction.atomic():
        concern = (
            Concern.objects.select_for_update(of=("self",))
            .select_related("raised_by", "supervisor", "programme")
            .get(pk=effect.object_id)
        )
        if not concern.is_late(now):
            return
        if concern.escalated_at is None:
            concern.escalated_at = concern.due_at
            concern.save(update_fields=["escalated_at"])
            note(
                concern,
                actor=concern.raised_by,
                deed=ConcernDeed.ESCALATED,
                owner_id=concern.raised_by_id,
                now=now,
                reason="what should have come next did not come in time",
            )
        tell_receivers(concern, now, once=f"unanswered:{concern.due_at.isoformat()}")
