"""What the owner of a log has in front of them: their versions, the answers to them, and who opened them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.models import AccessEntry
from confidential.services import open_sealed
from people.models import User
from supervision.logs.models import LogReply, LogVersion, SessionLog
from supervision.logs.prompts import Prompt, answers
from supervision.logs.queries import openings
from supervision.logs.services import REPLY
from supervision.readings.models import Reading

# The parts of a reading, in the words of whoever receives it.
ANSWERED: dict[str, str | Promise] = {
    "notes": _("What they want to say"),
    "questions": _("Questions to think about"),
}


@dataclass(frozen=True)
class OpenedReading:
    """A released answer with its words, each under its label."""

    reading: Reading
    words: Sequence[tuple[str | Promise, str]]


@dataclass(frozen=True)
class OpenedVersion:
    version: LogVersion
    answers: list[tuple[Prompt, str]]
    sittings: list[AccessEntry]
    readings: list[OpenedReading] = field(default_factory=list)
    replies: list[tuple[LogReply, str]] = field(default_factory=list)


def open_versions(log: SessionLog, owner: User, now: datetime) -> list[OpenedVersion]:
    """All versions of one's own log, newest first. Reading the answers goes on the trail of whoever wrote them."""
    sittings: dict[UUID, list[AccessEntry]] = defaultdict(list)
    for entry in openings(log):
        sittings[entry.record_id].append(entry)
    readings, replies = _readings(log, owner, now), _replies(log, owner, now)
    versions = log.versions.select_related("text", "reader", "log").order_by("-number")
    return [
        OpenedVersion(
            version, answers(open_sealed(version, viewer=owner, now=now)), sittings[version.pk],
            readings[version.pk], replies[version.pk],
        )
        for version in versions
    ]


def _readings(log: SessionLog, owner: User, now: datetime) -> dict[UUID, list[OpenedReading]]:
    found: dict[UUID, list[OpenedReading]] = defaultdict(list)
    released = Reading.objects.released().filter(version__log=log).order_by("-released_at", "pk")
    for reading in released.select_related("text", "reader", "meeting", "version__log"):
        words = open_sealed(reading, viewer=owner, now=now)
        parts = [(label, words[key]) for key, label in ANSWERED.items() if words.get(key, "").strip()]
        found[reading.version_id].append(OpenedReading(reading, parts))
    return found


def _replies(log: SessionLog, owner: User, now: datetime) -> dict[UUID, list[tuple[LogReply, str]]]:
    found: dict[UUID, list[tuple[LogReply, str]]] = defaultdict(list)
    replies = LogReply.objects.filter(version__log=log).order_by("at", "pk")
    for reply in replies.select_related("text", "author", "version__log"):
        found[reply.version_id].append((reply, open_sealed(reply, viewer=owner, now=now).get(REPLY, "")))
    return found
