"""What somebody who looks after the site asks of the outbox."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min

from delivery.models import Effect


def seconds_behind(now: datetime) -> int:
    """The age of the oldest effect that is still waiting, in whole seconds; 0 when nothing waits."""
    waiting = Effect.objects.filter(state=Effect.State.PENDING)
    oldest: datetime | None = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    return max(0, int((now - oldest).total_seconds())) if oldest else 0


def refused(keys: Iterable[str]) -> set[str]:
    """Which of these effects a mail server would not take: the address is wrong, or closed."""
    return set(Effect.objects.filter(key__in=list(keys), state=Effect.State.REFUSED).values_list("key", flat=True))


def given_up() -> int:
    """How many effects were tried for a day and will not be tried again: somebody has to look."""
    return Effect.objects.filter(state=Effect.State.DEAD).count()
