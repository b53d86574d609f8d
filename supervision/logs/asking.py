"""What this log asks beside the rest: what its owner meant to try, and every third time who was not heard."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from confidential.services import open_sealed
from foundation.days import zone_named
from supervision.logs.models import ENDED, SessionLog
from supervision.logs.prompts import FOLDED, INCLUSION, NEXT_TIME, OPEN, Prompt

EVERY = 3
# From when on, and until when, whom to ring comes before the boxes: whoever writes then may be alone with it.
EVENING, MORNING = 20, 6


@dataclass(frozen=True)
class Asking:
    """`meant_to_try` is what the owner wrote last time under "next time"; empty where there is none."""

    open: tuple[Prompt, ...]
    folded: tuple[Prompt, ...]
    meant_to_try: str
    worry_first: bool


def asking_of(log: SessionLog, now: datetime) -> Asking:
    """For the owner of the log, whose own words these are."""
    unfolded = [prompt for prompt in FOLDED if prompt.key == INCLUSION and _is_a_third(log)]
    return Asking(
        open=(*OPEN, *unfolded),
        folded=tuple(prompt for prompt in FOLDED if prompt not in unfolded),
        meant_to_try=_meant_to_try(log, now),
        worry_first=_is_late(log, now),
    )


def _is_a_third(log: SessionLog) -> bool:
    """Their third log, their sixth: by when they began them, so that it stays as it was."""
    earlier = SessionLog.objects.filter(owner=log.owner_id, started_at__lt=log.started_at)
    return (earlier.count() + 1) % EVERY == 0


def _meant_to_try(log: SessionLog, now: datetime) -> str:
    """Of the session before this one in the same group. What was withdrawn or destroyed is not brought back."""
    session = log.session
    own = SessionLog.objects.filter(owner=log.owner_id, session__group=session.group_id, redacted_at=None)
    before = own.filter(session__local_date__lt=session.local_date).exclude(state__in=ENDED).select_related("text")
    last = before.order_by("-session__local_date", "-started_at", "pk").first()
    return str(open_sealed(last, viewer=log.owner, now=now).get(NEXT_TIME, "")).strip() if last else ""


def _is_late(log: SessionLog, now: datetime) -> bool:
    hour = timezone.localtime(now, zone_named(log.programme.zone)).hour
    return hour >= EVENING or hour < MORNING
