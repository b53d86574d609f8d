"""What is opened when somebody sits down with one log: its owner with the answers, or the supervisor who answers.

Each record of somebody else's that is opened is on its author's access trail.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.forms import Part
from confidential.models import AccessEntry
from confidential.services import Parts, open_all, open_sealed
from people.models import User
from supervision.logs.answering import REPLY
from supervision.logs.changes import Since, changes
from supervision.logs.forms import ANSWER_PARTS
from supervision.logs.models import LogReply, LogVersion, Reading, SessionLog
from supervision.logs.prompts import Prompt, answers
from supervision.logs.queries import sittings

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
    return open_versions([version], owner, now)[0]


def open_versions(versions: Sequence[LogVersion], owner: User, now: datetime) -> list[OpenedVersion]:
    """The same of several, with as many queries for a hundred as for one."""
    released = Reading.objects.released().filter(version__in=versions).order_by("-released_at", "pk")
    readings = list(released.select_related("text", "reader", "meeting", "version__log"))
    replied = LogReply.objects.filter(version__in=versions).order_by("at", "pk")
    replies = list(replied.select_related("text", "author", "version__log"))
    words = open_all([*versions, *readings, *replies], viewer=owner, now=now)
    seen = list(sittings(versions, owner))
    return [
        OpenedVersion(
            version,
            answers(words[version.pk]),
            [entry for entry in seen if entry.record_id == version.pk],
            [
                OpenedReading(reading, _answered(words[reading.pk]))
                for reading in readings
                if reading.version_id == version.pk
            ],
            [(reply, words[reply.pk].get(REPLY, "")) for reply in replies if reply.version_id == version.pk],
        )
        for version in versions
    ]


def _answered(words: Parts) -> list[tuple[str | Promise, str]]:
    return [(label, words[key]) for key, label in ANSWERED.items() if words.get(key, "").strip()]


@dataclass(frozen=True)
class OpenedLog:
    """A version with its answered prompts, in order."""

    version: LogVersion
    answers: list[tuple[Prompt, str]]


@dataclass(frozen=True)
class Opened:
    """Everything in words on the page of one log."""

    log: OpenedLog
    partners: OpenedLog | None
    # Since the version that the viewer answered last, while its words exist.
    since: Since | None
    answer: list[tuple[Part, str]]
    # What somebody else has answered to the same version: the cover, or the supervisor.
    others: list[tuple[Reading, list[tuple[Part, str]]]]
    replies: list[tuple[LogReply, str]]


def open_around(
    version: LogVersion,
    *,
    beside: LogVersion | None,
    answered: LogVersion | None = None,
    released: Reading | None,
    others: Sequence[Reading] = (),
    viewer: User,
    now: datetime,
) -> Opened:
    """A version, what the other facilitator shared of the same session, the viewer's answer and the replies to it.

    And what has changed in it since the version `answered`, to which the viewer gave an answer before.
    """
    replies = version.replies.select_related("text", "author", "version__log").order_by("at", "pk")
    told = replies if released or others else ()
    sealed = (version, beside, answered, released, *others, *told)
    words = open_all([item for item in sealed if item], viewer=viewer, now=now)
    before = words[answered.pk] if answered else {}
    return Opened(
        log=OpenedLog(version, answers(words[version.pk])),
        partners=OpenedLog(beside, answers(words[beside.pk])) if beside else None,
        since=Since(answered, list(changes(before, words[version.pk]))) if answered and before else None,
        answer=answer_parts(words[released.pk]) if released else [],
        others=[(reading, answer_parts(words[reading.pk])) for reading in others],
        replies=[(reply, "\n\n".join(words[reply.pk].values())) for reply in told],
    )


def open_answer(reading: Reading | None, viewer: User, now: datetime) -> Parts:
    return open_sealed(reading, viewer=viewer, now=now) if reading else {}


def answer_parts(words: Parts) -> list[tuple[Part, str]]:
    """The parts of an answer in which something is written."""
    return [(part, words[part.key]) for part in ANSWER_PARTS if words.get(part.key)]
