"""Who may do what with a reading, one sentence each."""

from datetime import datetime

from people.models import User
from supervision.readings.models import Reading


def can_open(viewer: User, reading: Reading, now: datetime) -> bool:
    """The owner of the log, once it is released. (The reader wrote it.)"""
    return reading.released_at is not None and viewer.pk == reading.version.log.owner_id


def can_write(writer: User, reading: Reading) -> bool:
    """Its reader, until it is released. What was begun on a log that was then taken back stays theirs to keep."""
    return reading.released_at is None and writer.pk == reading.reader_id
