"""What is opened to prepare one meeting: what was agreed, what is still to do, and what they ask.

Opening this page is one deliberate sitting: each record of somebody else's that it opens is one line of their trail.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from confidential.services import Parts, open_all
from people.models import User
from supervision.desk.queries import Moment, Pair, add_sessions, pairs_of
from supervision.logs.models import LogState, LogVersion
from supervision.logs.prompts import QUESTIONS
from supervision.logs.queries import on_the_table
from supervision.meetings.actions.queries import mark_late
from supervision.meetings.models import SupervisionAction, SupervisionMeeting
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.points.opening import in_order
from supervision.meetings.points.queries import Presented, presented_last
from supervision.meetings.queries import LOOK_BACK, open_actions, places_now_and_last, supervisees_of


@dataclass(frozen=True)
class Question:
    """What somebody wants to take to supervision, with the log it stands in."""

    version: LogVersion
    words: str


@dataclass
class PairToMeet:
    """One pair's part of the page: the records on the table, and their words once they are opened."""

    pair: Pair
    last: SupervisionMeeting | None
    logs: list[LogVersion] = field(default_factory=list)
    to_do: list[SupervisionAction] = field(default_factory=list)
    points: list[MeetingPoints] = field(default_factory=list)
    words: dict[UUID, Parts] = field(default_factory=dict)

    @property
    def agreed(self) -> str:
        return self.words[self.last.pk].get("agreed", "") if self.last else ""

    @property
    def apart(self) -> list[tuple[str, str]]:
        """What they agreed as a pair last time, and what each takes from it: for whom, and the words."""
        return [(_for_whom(row), self.words[row.pk].get("points", "")) for row in self.points]

    @property
    def actions(self) -> list[tuple[SupervisionAction, str]]:
        return [(action, self.words[action.pk].get("what", "")) for action in self.to_do]

    @property
    def questions(self) -> list[Question]:
        asked = [Question(version, self.words[version.pk].get(QUESTIONS, "").strip()) for version in self.logs]
        return [question for question in asked if question.words]


def _for_whom(row: MeetingPoints) -> str:
    return str(_(" and ")).join(person.name for person in (row.person, row.partner) if person)


@dataclass(frozen=True)
class OnTheAgenda:
    """One person at a meeting of several pairs: whether they have presented, and what they ask in their logs."""

    person: User
    presented: Presented | None
    questions: list[Question]


@dataclass(frozen=True)
class Preparation:
    asked: list[User]
    pairs: list[PairToMeet]
    # Asked to the meeting, and supervised by somebody else by now.
    left: list[User]
    presented: dict[UUID, Presented] = field(default_factory=dict)

    @property
    def agenda(self) -> list[OnTheAgenda]:
        """By person, of a meeting of several pairs."""
        if len(self.pairs) < 2:
            return []
        questions = {question.version.pk: question for part in self.pairs for question in part.questions}.values()
        return [
            OnTheAgenda(
                person,
                self.presented.get(person.pk),
                [question for question in questions if question.version.log.owner_id == person.pk],
            )
            for person in self.asked
            if person not in self.left
        ]


def prepare(meeting: SupervisionMeeting, supervisor: User, now: datetime) -> Preparation:
    """Open what `supervisor` needs for this meeting: as many queries for ten people and thirty logs as for one."""
    places, came = places_now_and_last(meeting, supervisor, now)
    asked = {place.person_id: place.person for place in places}
    last = {place.person_id: place.meeting for place in came}
    assignments = [item for item in supervisees_of(supervisor, now) if item.facilitator_id in asked]
    pairs = pairs_of(assignments, now)
    add_sessions(pairs, {person: _moment(met) for person, met in last.items()})
    parts = [PairToMeet(pair, _latest(pair, last)) for pair in pairs]
    people = [assignment.facilitator for assignment in assignments]
    _add_logs(parts, people, supervisor, now)
    _add_actions(parts, people, supervisor, now)
    _add_points(parts, supervisor, now)
    _open(parts, supervisor, now)
    current = {person.pk for person in people}
    left = [person for pk, person in asked.items() if pk not in current]
    return Preparation(list(asked.values()), parts, left, presented_last(supervisor, people, now))


def _moment(meeting: SupervisionMeeting) -> Moment:
    return Moment(meeting.local_date, meeting.local_start)


def _latest(pair: Pair, last: dict[UUID, SupervisionMeeting]) -> SupervisionMeeting | None:
    met = [last[supervisee.person.pk] for supervisee in pair.people if supervisee.person.pk in last]
    return max(met, key=lambda meeting: (_moment(meeting), str(meeting.pk)), default=None)


def _add_logs(parts: list[PairToMeet], people: list[User], supervisor: User, now: datetime) -> None:
    """To each pair its unanswered logs, and what it shared since it last met the supervisor."""
    since = [part.last.starts_at if part.last else now - LOOK_BACK for part in parts]
    table = list(on_the_table(supervisor, people, min(since, default=now), now))
    for part, met in zip(parts, since, strict=True):
        own_rows = [version for version in table if part.pair.includes(version.log.owner_id)]
        part.logs = [version for version in own_rows if _waits(version) or version.shared_at >= met]
        for supervisee in part.pair.people:
            supervisee.waiting = [log for log in part.logs if _waits(log) and log.log.owner_id == supervisee.person.pk]


def _waits(version: LogVersion) -> bool:
    return version.log.state == LogState.SHARED


def _add_actions(parts: list[PairToMeet], people: list[User], supervisor: User, now: datetime) -> None:
    """To each pair what it has agreed to do, and the supervisor at meetings with it."""
    unclosed = open_actions(supervisor, people, now)
    mark_late((action for _asked, action in unclosed), now)
    for part in parts:
        own_rows = {action.pk: action for asked, action in unclosed if part.pair.includes(asked)}
        part.to_do = [
            action
            for action in own_rows.values()
            if action.person_id == supervisor.pk or part.pair.includes(action.person_id)
        ]


def _add_points(parts: list[PairToMeet], supervisor: User, now: datetime) -> None:
    """To each pair what it and each of it take from the last meeting."""
    last = [part.last for part in parts if part.last]
    found = in_order(MeetingPoints.objects.open_to(supervisor, now).filter(meeting__in=last).with_names())
    for part in parts:
        of_theirs = [row for row in found if any(row.is_for(supervisee.person.pk) for supervisee in part.pair.people)]
        part.points = [row for row in of_theirs if part.last and row.meeting_id == part.last.pk]


def _open(parts: list[PairToMeet], supervisor: User, now: datetime) -> None:
    records = [record for part in parts for record in (part.last, *part.logs, *part.to_do, *part.points) if record]
    words = open_all(records, viewer=supervisor, now=now)
    for part in parts:
        part.words = words
