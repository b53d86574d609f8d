"""What is opened to prepare one meeting: what was agreed, what is still to do, and what they ask.

Opening this page is one deliberate sitting: each record of somebody else's that it opens is one line of their trail.
"""

from dataclasses import dataclass
from datetime import datetime

from confidential.services import open_sealed
from people.models import User
from supervision.desk.queries import Pair, add_sessions, last_met, pairs_of
from supervision.logs.models import LogState, LogVersion
from supervision.logs.prompts import QUESTIONS
from supervision.meetings.models import SupervisionAction, SupervisionMeeting
from supervision.meetings.queries import LOOK_BACK, agreed, last_held_with, open_actions, supervisees_of
from supervision.readings.queries import on_the_table


@dataclass(frozen=True)
class Question:
    """What somebody wants to take to supervision, with the log it stands in."""

    version: LogVersion
    words: str


@dataclass(frozen=True)
class PairToMeet:
    """One pair's part of the page."""

    pair: Pair
    last: SupervisionMeeting | None
    agreed: str
    actions: list[tuple[SupervisionAction, str]]
    questions: list[Question]
    logs: list[LogVersion]


@dataclass(frozen=True)
class Preparation:
    pairs: list[PairToMeet]
    # Asked to the meeting, and supervised by somebody else by now.
    left: list[User]


def prepare(meeting: SupervisionMeeting, supervisor: User, now: datetime) -> Preparation:
    """Open what `supervisor` needs for this meeting. `meeting.attendees` is loaded with its people."""
    asked = {attendee.person_id: attendee.person for attendee in meeting.attendees.all()}
    assignments = [one for one in supervisees_of(supervisor, now) if one.facilitator_id in asked]
    pairs = pairs_of(assignments, now)
    add_sessions(pairs, last_met(supervisor, assignments, now))
    current = {assignment.facilitator_id for assignment in assignments}
    return Preparation(
        pairs=[_pair_to_meet(pair, supervisor, now) for pair in pairs],
        left=[person for pk, person in asked.items() if pk not in current],
    )


def _pair_to_meet(pair: Pair, supervisor: User, now: datetime) -> PairToMeet:
    people = [supervisee.person for supervisee in pair.people]
    last = last_held_with(supervisor, people)
    logs = list(on_the_table(supervisor, people, last.starts_at if last else now - LOOK_BACK, now))
    for supervisee in pair.people:
        supervisee.waiting = [version for version in logs if _waits(version, supervisee.person)]
    return PairToMeet(
        pair=pair,
        last=last,
        agreed=agreed(last, supervisor, now) if last else "",
        actions=[
            (action, open_sealed(action, viewer=supervisor, now=now).get("what", ""))
            for action in open_actions(supervisor, people)
        ],
        questions=[question for version in logs if (question := _question(version, supervisor, now)).words],
        logs=logs,
    )


def _waits(version: LogVersion, person: User) -> bool:
    return version.log.owner_id == person.pk and version.log.state == LogState.SHARED


def _question(version: LogVersion, supervisor: User, now: datetime) -> Question:
    return Question(version, open_sealed(version, viewer=supervisor, now=now).get(QUESTIONS, "").strip())
