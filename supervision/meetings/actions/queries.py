"""Reads about what somebody agreed to do."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, QuerySet

from people.models import User
from supervision.meetings.models import SupervisionAction
from supervision.meetings.permissions import actions_open_to


def open_actions_of(person: User, now: datetime) -> QuerySet[SupervisionAction]:
    """What `person` has still to do, the earliest first and what has no date last."""
    unclosed = actions_open_to(person, now).filter(person=person, state=SupervisionAction.State.OPEN)
    in_order = unclosed.order_by(F("due").asc(nulls_last=True), "meeting__local_date", "pk")
    return in_order.select_related("text", "meeting__supervisor")


def mark_late(actions: Iterable[SupervisionAction], now: datetime) -> None:
    """Each knows afterwards whether its day is over and it is still open. Their meetings are loaded."""
    for action in actions:
        is_open = action.state == SupervisionAction.State.OPEN
        action.is_late = bool(is_open and action.due and action.due < action.meeting.today(now))
