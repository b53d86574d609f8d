"""Replies that were begun and not sent."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from confidential.services import open_all
from people.models import User
from supervision.logs.models import (
    ENDED,
    LogReply,
    ReplyDraft,
    SessionLog,
)

if TYPE_CHECKING:

    class LogWithFigures(SessionLog):
        """A log as `logs_with_figures` gives it."""

        last_shared: datetime | None
        answer_waits: bool


def replies_not_sent(user: User, now: datetime) -> list[ReplyDraft]:
    """What `user` has begun to answer and not sent, the newest first; a box that was emptied is none.

    Whether a box is empty only the words tell: they are opened for the one who wrote them, which leaves no trail.
    """
    sent = LogReply.objects.filter(version__log=OuterRef("log"), author=user, at__gte=OuterRef("text__saved_at"))
    begun = ReplyDraft.objects.filter(log__owner=user, log__redacted_at=None, text__version__gt=0).filter(~Exists(sent))
    drafts = list(
        begun.exclude(log__state__in=ENDED)
        .select_related("text", "log__session__group")
        .order_by("-text__saved_at", "pk")
    )
    words = open_all(drafts, viewer=user, now=now) if drafts else {}
    return [draft for draft in drafts if any(part.strip() for part in words[draft.pk].values())]
