"""A log is locked by its owner, and moved from state to state, in one way each."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from people.models import User
from supervision.logs.models import LOG_MOVES, LogState, SessionLog


def own_locked(log: SessionLog, by: User) -> SessionLog:
    """The log, locked. What is done to a log is done by its owner."""
    logs = SessionLog.objects.select_for_update(of=("self",)).select_related("text", "owner", "session")
    locked = logs.get(pk=log.pk)
    refuse_unless_own(locked, by)
    return locked


def refuse_unless_own(log: SessionLog, by: User) -> None:
    if log.owner_id != by.pk:
        raise Refusal(_("Only the person who wrote this log can do this."))


def move(log: SessionLog, state: LogState, now: datetime, *also: str) -> None:
    LOG_MOVES.check(log.state, state)
    log.state, log.state_changed_at = state, now
    log.save(update_fields=["state", "state_changed_at", *also])
