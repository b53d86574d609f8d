"""Who may do what with a log, one sentence each."""

from datetime import datetime

from django.db.models import Q, QuerySet

from people.models import User
from supervision.logs.models import ENDED, LogReply, LogVersion, ReplyDraft, SessionLog


def can_write(writer: User, log: SessionLog) -> bool:
    """Its owner, until it is withdrawn or void, and while its words exist."""
    return writer.pk == log.owner_id and log.state not in ENDED and log.redacted_at is None


def can_write_reply(writer: User, draft: ReplyDraft) -> bool:
    """The owner of the log, for as long as it is with whoever answered."""
    return can_write(writer, draft.log)


def versions_open_to(viewer: User, now: datetime) -> QuerySet[LogVersion]:
    """To the reader it is addressed to, while they supervise the owner and the log has not been taken back."""
    return LogVersion.objects.readable_by(viewer, now)


def replies_open_to(viewer: User, now: datetime) -> QuerySet[LogReply]:
    """To whoever may open the version that it is about, and to the owner of the log."""
    about = Q(version__in=versions_open_to(viewer, now).values("pk"))
    return LogReply.objects.filter(about | Q(version__log__owner=viewer))
