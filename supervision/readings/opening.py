"""What is opened when a supervisor sits down to read one log. Each record opened is on the access trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from confidential.forms import Part
from confidential.services import Parts, open_all, open_sealed
from people.models import User
from supervision.logs.models import LogReply, LogVersion
from supervision.logs.prompts import Prompt, answers
from supervision.readings.forms import PARTS
from supervision.readings.models import Reading


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
    answer: list[tuple[Part, str]]
    # What somebody else has answered to the same version: the cover, or the supervisor.
    others: list[tuple[Reading, list[tuple[Part, str]]]]
    replies: list[tuple[LogReply, str]]


def open_around(
    version: LogVersion,
    *,
    beside: LogVersion | None,
    released: Reading | None,
    others: Sequence[Reading] = (),
    viewer: User,
    now: datetime,
) -> Opened:
    """A version, what the other facilitator shared of the same session, the viewer's answer and the replies to it."""
    replies = version.replies.select_related("text", "author", "version__log").order_by("at", "pk")
    told = replies if released or others else ()
    words = open_all([one for one in (version, beside, released, *others, *told) if one], viewer=viewer, now=now)
    return Opened(
        log=OpenedLog(version, answers(words[version.pk])),
        partners=OpenedLog(beside, answers(words[beside.pk])) if beside else None,
        answer=answer_parts(words[released.pk]) if released else [],
        others=[(reading, answer_parts(words[reading.pk])) for reading in others],
        replies=[(reply, "\n\n".join(words[reply.pk].values())) for reply in told],
    )


def open_answer(reading: Reading | None, viewer: User, now: datetime) -> Parts:
    return open_sealed(reading, viewer=viewer, now=now) if reading else {}


def answer_parts(words: Parts) -> list[tuple[Part, str]]:
    """The parts of an answer in which something is written."""
    return [(part, words[part.key]) for part in PARTS if words.get(part.key)]
