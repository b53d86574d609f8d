"""Who may do what with a reading, one sentence each."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import SupervisionAssignment, User
from supervision.logs.models import LogVersion
from supervision.readings.models import Reading


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


def can_write(writer: User, reading: Reading) -> bool:
    """Its reader, until it is released. (`readings_open_to` says how long they are that.)"""
    return reading.released_at is None and writer.pk == reading.reader_id
