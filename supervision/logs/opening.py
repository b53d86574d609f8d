"""What the owner of a log has in front of them: their versions, the answers to them, and who opened them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.models import AccessEntry
from confidential.services import open_sealed
from people.models import User
from supervision.logs.models import LogReply, LogVersion, SessionLog
from supervision.logs.prompts import Prompt, answers
from supervision.logs.queries import sittings
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
    readings: list[OpenedReading]
    replies: list[tuple[LogReply, str]]


def versions_of(log: SessionLog) -> list[LogVersion]:
    """Newest first, ready to be opened."""
    return list(log.versions.select_related("text", "reader", "log").order_by("-number"))


def open_version(version: LogVersion, owner: User, now: datetime) -> OpenedVersion:
    """One version with all that came of it. That the owner read the answers goes on their writer's trail."""
    readings = version.readings.released().select_related("text", "reader", "meeting", "version__log")
    replies = version.replies.select_related("text", "author", "version__log").order_by("at", "pk")
    return OpenedVersion(
        version,
        answers(open_sealed(version, viewer=owner, now=now)),
        list(sittings(version)),
        [_open_reading(reading, owner, now) for reading in readings.order_by("-released_at", "pk")],
        [(reply, open_sealed(reply, viewer=owner, now=now).get(REPLY, "")) for reply in replies],
    )


def _open_reading(reading: Reading, owner: User, now: datetime) -> OpenedReading:
    words = open_sealed(reading, viewer=owner, now=now)
    answered = [(label, words[key]) for key, label in ANSWERED.items() if words.get(key, "").strip()]
    return OpenedReading(reading, answered)
