"""What the demo's chapters share: the people and records made so far, and things that happen on a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from confidential.models import SealedRecord
from confidential.services import begin_words, save_words, text_of
from demo.clock import DemoClock
from demo.standing import Everybody
from groups.models import GroupSession, PeerGroup
from people.models import Programme, SupervisionAssignment
from supervision.models import SessionLog, SupervisionMeeting


class Happening(NamedTuple):
    """Something that somebody did, and when. Happenings are told in the order of their time."""

    when: datetime
    tell: Callable[[datetime], object]


@dataclass
class World:
    clock: DemoClock
    everybody: Everybody
    programmes: dict[str, Programme]
    assignments: dict[str, SupervisionAssignment]
    groups: dict[str, PeerGroup] = field(default_factory=dict)
    # By "group-n", the name under which the texts speak of them.
    sessions: dict[str, GroupSession] = field(default_factory=dict)
    logs: dict[str, SessionLog] = field(default_factory=dict)
    meetings: dict[str, SupervisionMeeting] = field(default_factory=dict)


def write(record: SealedRecord, words: Mapping[str, str], when: datetime) -> None:
    """What its writer typed into a saved record."""
    text = begin_words(record, now=when)
    save_words(record, words, base=text.version, tab="demo", now=when)
    text_of(record)
