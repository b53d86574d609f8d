"""The supervisor's desk: by the next meeting and by pair. Counts and dates, never a word of anybody's text."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from foundation.days import local_day
from groups.models import Facilitation, GroupSession, PeerGroup
from people.models import SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement
from supervision.logs.models import LogReply, LogVersion
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting
from supervision.meetings.queries import Planned, planned_by, supervisees_of
from supervision.readings.queries import unopened_replies, waiting

# How far back a desk looks for the last meeting.
A_YEAR = timedelta(days=400)


class Moment(NamedTuple):
    """Wall time. All groups and meetings of a programme share a zone, so these compare."""

    day: date
    start: time


@dataclass
class Supervisee:
    """One person of a pair, with what waits for the supervisor."""

    person: User
    assignment: SupervisionAssignment
    waiting: list[LogVersion] = field(default_factory=list)
    replies: list[LogReply] = field(default_factory=list)

    @property
    def agreement(self) -> SupervisionAgreement | None:
        return getattr(self.assignment, "agreement", None)


@dataclass
class Since:
    """What a group did since its pair last met the supervisor."""

    met: date | None
    attending: list[int] = field(default_factory=list)
    missed: int = 0


@dataclass
class Pair:
    """A group with those of its pair whom the supervisor supervises; `others` have another supervisor."""

    group: PeerGroup | None
    people: list[Supervisee] = field(default_factory=list)
    others: list[User] = field(default_factory=list)
    since: Since = field(default_factory=lambda: Since(None))
    next_meeting: SupervisionMeeting | None = None

    @property
    def supervisors(self) -> list[User]:
        """Whose they are: the owner of the desk, or somebody for whom they cover."""
        return list({one.assignment.supervisor_id: one.assignment.supervisor for one in self.people}.values())

    @property
    def waiting(self) -> list[LogVersion]:
        return [version for supervisee in self.people for version in supervisee.waiting]

    @property
    def oldest_waiting(self) -> datetime | None:
        return min((version.shared_at for version in self.waiting), default=None)

    def includes(self, person_id: UUID) -> bool:
        return any(supervisee.person.pk == person_id for supervisee in self.people)


@dataclass(frozen=True)
class Desk:
    pairs: list[Pair]
    meetings: Planned
    without_agreement: list[SupervisionAssignment]

    @property
    def next_meeting(self) -> SupervisionMeeting | None:
        return self.meetings.ahead[0] if self.meetings.ahead else None


def desk_of(supervisor: User, assignments: Iterable[SupervisionAssignment], now: datetime) -> Desk:
    """Everything on the desk in eight queries, however many pairs."""
    assignments = list(assignments)
    meetings = planned_by(supervisor, now)
    pairs = pairs_of(assignments, now)
    _add_meetings(pairs, meetings)
    _add_what_waits(pairs, assignments, supervisor, now)
    add_sessions(pairs, last_met(supervisor, assignments, now))
    return Desk(
        pairs=sorted(pairs, key=_rank),
        meetings=meetings,
        without_agreement=[
            one for one in assignments if one.supervisor_id == supervisor.pk and not hasattr(one, "agreement")
        ],
    )


def _rank(pair: Pair) -> tuple[bool, datetime | None, bool, str]:
    """Whoever comes first, first; then by code name; people without a group last."""
    meeting = pair.next_meeting
    at = meeting.starts_at if meeting else None
    return at is None, at, pair.group is None, pair.group.code_name if pair.group else ""


def pairs_of(assignments: Iterable[SupervisionAssignment], now: datetime) -> list[Pair]:
    """The groups whose facilitators are supervised under these assignments; then those who are in no group now."""
    mine = {assignment.facilitator_id: assignment for assignment in assignments}
    groups = Facilitation.objects.current(now).filter(person__in=mine).values("group")
    places = Facilitation.objects.current(now).filter(group__in=groups).select_related("group", "person")
    pairs: dict[UUID, Pair] = {}
    for place in places.order_by("group__code_name", "place"):
        pair = pairs.setdefault(place.group_id, Pair(place.group))
        assignment = mine.get(place.person_id)
        if assignment and assignment.programme_id == place.group.programme_id:
            pair.people.append(Supervisee(assignment.facilitator, assignment))
        else:
            pair.others.append(place.person)
    paired = [pair for pair in pairs.values() if pair.people]
    placed = {supervisee.person.pk for pair in paired for supervisee in pair.people}
    alone = [Supervisee(one.facilitator, one) for one in mine.values() if one.facilitator_id not in placed]
    return [*paired, Pair(None, people=alone)] if alone else paired


def _add_meetings(pairs: list[Pair], meetings: Planned) -> None:
    for pair in pairs:
        pair.next_meeting = next((meeting for meeting in meetings.ahead if _comes(pair, meeting)), None)


def _comes(pair: Pair, meeting: SupervisionMeeting) -> bool:
    return any(pair.includes(attendee.person_id) for attendee in meeting.attendees.all())


def _add_what_waits(
    pairs: list[Pair], assignments: list[SupervisionAssignment], supervisor: User, now: datetime
) -> None:
    """Put each log and reply with its person, in the pair of its group; elsewhere if they have left that group."""
    versions = waiting(supervisor, now).order_by("log__session__local_date", "log__owner__sort_name", "pk")
    for version in versions:
        _place(pairs, assignments, version).waiting.append(version)
    replies = unopened_replies(supervisor, now).select_related("version__log__owner", "version__log__session__group")
    for reply in replies.order_by("at", "pk"):
        _place(pairs, assignments, reply.version).replies.append(reply)


def _place(pairs: list[Pair], assignments: list[SupervisionAssignment], version: LogVersion) -> Supervisee:
    owner_id, group_id = version.log.owner_id, version.log.session.group_id
    theirs = [(pair, one) for pair in pairs for one in pair.people if one.person.pk == owner_id]
    fitting = [one for pair, one in theirs if pair.group and pair.group.pk == group_id] or [one for _, one in theirs]
    return fitting[0]


def last_met(supervisor: User, assignments: Collection[SupervisionAssignment], now: datetime) -> dict[UUID, Moment]:
    """Person -> when they last came to a meeting with this supervisor, or with the one who is covered."""
    people = [assignment.facilitator_id for assignment in assignments]
    supervisors = {supervisor.pk, *(assignment.supervisor_id for assignment in assignments)}
    came = MeetingAttendee.objects.attended().filter(
        person__in=people, meeting__supervisor__in=supervisors, meeting__local_date__gte=local_day(now) - A_YEAR
    )
    met: dict[UUID, Moment] = {}
    for person_id, day, start in came.values_list("person_id", "meeting__local_date", "meeting__local_start"):
        met[person_id] = max(met.get(person_id, Moment(day, start)), Moment(day, start))
    return met


def add_sessions(pairs: list[Pair], met: dict[UUID, Moment]) -> None:
    """Sessions and attendance of each group since its pair's last meeting, or since supervision began."""
    begun = {pair.group.pk: _begun(pair, met) for pair in pairs if pair.group}
    for pair in pairs:
        days = [met[one.person.pk].day for one in pair.people if one.person.pk in met]
        pair.since = Since(max(days, default=None))
    facts = _sessions(begun)
    for pair in pairs:
        for state, attending in facts[pair.group.pk] if pair.group else ():
            if state == GroupSession.State.HELD:
                pair.since.attending.append(attending)
            else:
                pair.since.missed += 1


def _begun(pair: Pair, met: dict[UUID, Moment]) -> Moment:
    moments = [met[one.person.pk] for one in pair.people if one.person.pk in met]
    first_day = min(local_day(one.assignment.starts_at, one.assignment.programme.zone) for one in pair.people)
    return max(moments, default=Moment(first_day, time.min))


def _sessions(begun: dict[UUID, Moment]) -> dict[UUID, list[tuple[str, int]]]:
    """Group -> (state, number attending) of each session after its moment that is no longer only planned."""
    facts: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    if not begun:
        return facts
    rows = (
        GroupSession.objects.filter(group__in=begun, local_date__gte=min(begun.values()).day)
        .exclude(state=GroupSession.State.PLANNED)
        .order_by("local_date", "local_start")
        .values_list("group_id", "local_date", "local_start", "state", "attending")
    )
    for group_id, day, start, state, attending in rows:
        if Moment(day, start) > begun[group_id]:
            facts[group_id].append((state, attending or 0))
    return facts


def waiting_in_order(supervisor: User, now: datetime) -> list[LogVersion]:
    """The unanswered logs in the order of the desk: by pair, then by session."""
    assignments = list(supervisees_of(supervisor, now))
    pairs = pairs_of(assignments, now)
    _add_meetings(pairs, planned_by(supervisor, now))
    _add_what_waits(pairs, assignments, supervisor, now)
    return [version for pair in sorted(pairs, key=_rank) for version in sorted(pair.waiting, key=_session)]


def _session(version: LogVersion) -> tuple[date, str, str]:
    return version.log.session.local_date, version.log.owner.sort_name, str(version.pk)


def summary(supervisor: User, now: datetime) -> tuple[int, datetime | None]:
    """How many logs wait, and since when the oldest does. One query."""
    shared = list(waiting(supervisor, now).values_list("shared_at", flat=True))
    return len(shared), min(shared, default=None)
