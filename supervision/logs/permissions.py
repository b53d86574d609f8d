"""Who may do what with a log, one sentence each."""

from datetime import datetime

from people.models import User
from supervision.logs.models import ENDED, LogReply, LogVersion, SessionLog


def can_write(writer: User, log: SessionLog) -> bool:
    """Its owner, until it is withdrawn or void, and while its words exist."""
    return writer.pk == log.owner_id and log.state not in ENDED and log.redacted_at is None


def can_open_version(viewer: User, version: LogVersion, now: datetime) -> bool:
    """The reader it is addressed to, while they supervise the owner and the log has not been taken back."""
    return LogVersion.objects.readable_by(viewer, now).filter(pk=version.pk).exists()


def can_open_reply(viewer: User, reply: LogReply, now: datetime) -> bool:
    """Whoever may open the version that it is about, and the owner of the log."""
    return viewer.pk == reply.version.log.owner_id or can_open_version(viewer, reply.version, now)
