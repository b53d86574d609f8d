"""What is opened when a supervisor sits down to read one log. Each record opened is on the access trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from confidential.services import Parts, open_sealed
from people.models import User
from supervision.logs.models import LogReply, LogVersion
from supervision.logs.prompts import Prompt, answers
from supervision.readings.models import Reading


@dataclass(frozen=True)
class OpenedLog:
    """A version with its answered prompts, in order."""

    version: LogVersion
    answers: list[tuple[Prompt, str]]


def open_log(version: LogVersion, viewer: User, now: datetime) -> OpenedLog:
    return OpenedLog(version, answers(open_sealed(version, viewer=viewer, now=now)))


def open_answer(reading: Reading | None, viewer: User, now: datetime) -> Parts:
    return open_sealed(reading, viewer=viewer, now=now) if reading else {}


def open_replies(version: LogVersion, viewer: User, now: datetime) -> list[tuple[LogReply, str]]:
    replies: Iterable[LogReply] = version.replies.select_related("text", "author", "version__log").order_by("at", "pk")
    return [(reply, "\n\n".join(open_sealed(reply, viewer=viewer, now=now).values())) for reply in replies]
