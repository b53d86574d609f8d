"""What the worker does every so often: small jobs, each by one worker at a time, however many there are."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from delivery.models import Turn
from foundation.registry import Registry

log = logging.getLogger("delivery")

# A worker that dies in the middle of a chore keeps its turn for so long.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Chore:
    every: timedelta
    run: Callable[[datetime], None]


chores: Registry[Chore] = Registry("what the worker does every so often")


def do_chores(now: datetime) -> int:
    """Do those that are due. Returns how many were begun: one query where none is."""
    not_yet = set(Turn.objects.filter(next_at__gt=now).values_list("name", flat=True))
    due = [(name, chore) for name, chore in chores if name not in not_yet]
    return sum(do(name, chore, now) for name, chore in due)


def do(name: str, chore: Chore, now: datetime) -> bool:
    """Do one chore, unless another worker is at it. One that fails has its turn again, like one that does not."""
    if not take_turn(name, now):
        return False
    try:
        chore.run(now)
    except Exception as failure:  # one chore's trouble is neither the others' nor the mail's
        log.warning("chore %s failed: %s", name, type(failure).__name__)
    Turn.objects.filter(pk=name).update(next_at=now + chore.every)
    return True


def bring_forward(name: str, now: datetime) -> None:
    """Have a chore done at the worker's next round, once this transaction is over. One that has begun is let be."""
    Turn.objects.filter(pk=name, next_at__gt=now + LEASE).update(next_at=now)


def take_turn(name: str, now: datetime) -> bool:
    """False when another worker was first."""
    Turn.objects.get_or_create(pk=name, defaults={"next_at": now})
    return bool(Turn.objects.filter(pk=name, next_at__lte=now).update(next_at=now + LEASE))
