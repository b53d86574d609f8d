"""What the owner of a log has in front of them: their versions, the answers to them, and who opened them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.models import AccessEntry
from confidential.services import Parts, open_all
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
    released = version.readings.released().select_related("text", "reader", "meeting", "version__log")
    readings = list(released.order_by("-released_at", "pk"))
    replies = list(version.replies.select_related("text", "author", "version__log").order_by("at", "pk"))
    words = open_all([version, *readings, *replies], viewer=owner, now=now)
    return OpenedVersion(
        version,
        answers(words[version.pk]),
        list(sittings(version)),
        [OpenedReading(reading, _answered(words[reading.pk])) for reading in readings],
        [(reply, words[reply.pk].get(REPLY, "")) for reply in replies],
    )


def _answered(words: Parts) -> list[tuple[str | Promise, str]]:
    return [(label, words[key]) for key, label in ANSWERED.items() if words.get(key, "").strip()]
