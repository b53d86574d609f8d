"""Who may do what with a reading, one sentence each."""

from datetime import datetime

from django.db.models import Q, QuerySet

from people.models import User
from supervision.logs.models import LogVersion
from supervision.readings.models import Reading


def readings_open_to(viewer: User, now: datetime) -> QuerySet[Reading]:
    """Once released: to the owner of the log, and to whoever may read the version. (Its reader wrote it.)"""
    about = Q(version__in=LogVersion.objects.readable_by(viewer, now).values("pk"))
    return Reading.objects.released().filter(Q(version__log__owner=viewer) | about)


def written_by(reader: User, now: datetime) -> QuerySet[Reading]:
    """What `reader` wrote about versions that they may still read."""
    readable = LogVersion.objects.readable_by(reader, now)
    return Reading.objects.filter(reader=reader, version__in=readable.values("pk"))


def can_write(writer: User, reading: Reading) -> bool:
    """Its reader, until it is released. What was begun on a log that was then taken back stays theirs to keep."""
    return reading.released_at is None and writer.pk == reading.reader_id
