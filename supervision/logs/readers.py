"""Whom a rule about opening could let in: the owner of a log, its reader, and who covers."""

from collections.abc import Iterator
from datetime import datetime

from people.models import User
from supervision.logs.models import LogReply, LogVersion, Reading
from supervision.readers import with_cover


def of_version(version: LogVersion, now: datetime) -> Iterator[User]:
    yield from with_cover(version.reader, version.log.programme_id, now)


def of_reply(reply: LogReply, now: datetime) -> Iterator[User]:
    yield reply.version.log.owner
    yield from of_version(reply.version, now)


def of_reading(reading: Reading, now: datetime) -> Iterator[User]:
    yield reading.version.log.owner
    yield from of_version(reading.version, now)
