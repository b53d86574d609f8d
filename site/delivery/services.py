"""Write an effect with the fact that causes it; deliver what is due."""

import logging
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from delivery.models import TOLD, Effect, Lane, Letter
from foundation.registry import Registry

log = logging.getLogger("delivery")

LEASE = timedelta(minutes=2)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
# The waits between them come to three days: a mail server that is down over a weekend loses nothing.
MOST_ATTEMPTS = 21


class NeverAgain(Exception):
    """Raised by a handler: what it was to do is refused for good, and trying again would change nothing."""


Handler = Callable[[Effect, datetime], None]
handlers: Registry[Handler] = Registry("how to deliver an effect")
# Asked before each delivery: what is held stays so until `let_go`.
reasons_to_wait: Registry[Callable[[Effect, datetime], bool]] = Registry("what holds an effect back")


def enqueue(
    *,
    kind: str,
    object_id: uuid.UUID,
    key: str,
    now: datetime,
    recipient: Any = None,
    address: str = "",
    not_before: datetime | None = None,
) -> None:
    """Note that `kind` must happen for `object_id`; the same key twice is one effect. Call it in the transaction.

    With `not_before` it is for later, and its age counts from then.
    """
    due = not_before or now
    Effect.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "object_id": object_id,
            "recipient": recipient,
            "address": address,
            "created_at": due,
            "next_at": due,
        },
    )


def deliver_due(now: datetime, *, most: int = 50, lane: Lane | None = None) -> int:
    """Deliver what is due, one at a time. Returns how many were tried."""
    tried = 0
    while tried < most and (effect_id := lease_next(now, lane)):
        for effect in Effect.objects.select_related("recipient").filter(pk=effect_id):
            deliver(effect, now)
        tried += 1
    return tried


def lease_next(now: datetime, lane: Lane | None = None) -> uuid.UUID | None:
    """Take the one that has been due longest, for two minutes. None when nothing is due, or others have taken it all.

    What another worker is taking at this moment is passed over, not waited for.
    """
    due = Effect.objects.due(now).of(lane).order_by("next_at", "pk")
    # Asked first: on SQLite a transaction takes the turn of somebody who writes.
    if not due.exists():
        return None
    with transaction.atomic():
        effect = due.select_for_update(skip_locked=True).only("pk").first()
        if effect is None:
            return None
        Effect.objects.filter(pk=effect.pk).update(lease_until=now + LEASE)
        return effect.pk


def deliver(effect: Effect, now: datetime) -> None:
    """Run the handler; put off on failure, give up after three days. Handlers are idempotent: a crash repeats them."""
    if any(keeps_waiting(effect, now) for _name, keeps_waiting in reasons_to_wait):
        _note(effect, state=Effect.State.ON_HOLD)
        return
    try:
        handlers[effect.kind](effect, now)
    except NeverAgain:
        _note(effect, state=Effect.State.REFUSED, done_at=now)
    except Exception as failure:  # every handler's failure is kept on the row, by class only, and tried again
        _put_off(effect, failure, now)
    else:
        _note(effect, state=Effect.State.DONE, done_at=now)


def _note(effect: Effect, **became: Any) -> None:
    """Its lease ends. A row that has gone meanwhile, with the database put back, is nothing to note anything on."""
    Effect.objects.filter(pk=effect.pk).update(lease_until=None, **became)


def let_go(waiting: Iterable[Effect], now: datetime) -> int:
    """Have what was held delivered; its age counts from now. Returns how many effects that were."""
    effects = Effect.objects.filter(pk__in=[effect.pk for effect in waiting], state=Effect.State.ON_HOLD)
    return effects.update(state=Effect.State.PENDING, next_at=now, created_at=now)


def forget_settled(*, before: datetime) -> int:
    """Delete what was delivered, refused or given up, and written before then. Returns how many. What waits stays.

    What reminders told is for `delivery.reminders.services.forget_told`, which knows what is still due.
    """
    Letter.objects.filter(created_at__lt=before).exclude(pk__in=_waiting().values("object_id")).delete()
    settled = Effect.objects.filter(created_at__lt=before).exclude(pk__in=_waiting()).exclude(kind__startswith=TOLD)
    return settled.delete()[0]


def _waiting() -> QuerySet[Effect]:
    return Effect.objects.filter(state__in=[Effect.State.PENDING, Effect.State.ON_HOLD])


def _put_off(effect: Effect, failure: Exception, now: datetime) -> None:
    attempts, error = effect.attempts + 1, type(failure).__name__
    _note(
        effect,
        attempts=attempts,
        last_error=error,
        next_at=now + min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT),
        state=Effect.State.DEAD if attempts >= MOST_ATTEMPTS else Effect.State.PENDING,
    )
    log.warning("effect %s %s failed: %s", effect.kind, effect.pk, error)


def try_again(now: datetime) -> int:
    """Take up what was given up, with all its attempts before it. Returns how many effects that were."""
    return Effect.objects.filter(state=Effect.State.DEAD).update(
        state=Effect.State.PENDING, attempts=0, next_at=now, lease_until=None
    )
