"""Who may do what with a log and the answer to it, one sentence each."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import SupervisionAssignment, User
from supervision.logs.models import ENDED, LogReply, LogVersion, Reading, ReplyDraft, SessionLog


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


def readings_open_to(viewer: User, now: datetime) -> QuerySet[Reading]:
    """Once released: to the owner of the log, and to whoever may read the version.

    To its reader, drafts included, while they supervise the owner or stand in; also of a log that was then taken back.
    """
    about = Q(version__in=LogVersion.objects.readable_by(viewer, now).values("pk"))
    looked_after = SupervisionAssignment.objects.supervised_by(viewer, now).filter(
        facilitator=OuterRef("version__log__owner"), programme=OuterRef("version__log__programme")
    )
    released = Q(released_at__isnull=False) & (Q(version__log__owner=viewer) | about)
    return Reading.objects.filter(released | Q(Exists(looked_after), reader=viewer))


def can_answer(writer: User, reading: Reading) -> bool:
    """Its reader, until it is released. (`readings_open_to` says how long they are that.)"""
    return reading.released_at is None and writer.pk == reading.reader_id
