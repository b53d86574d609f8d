"""The supervisor's desk: by the next meeting and by pair. Counts and dates, never a word of anybody's text."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from foundation.days import local_day
from foundation.prepared_together import PreparedTogether
from groups.models import Facilitation, GroupSession, PeerGroup
from people.models import SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement
from supervision.check_ins.models import CheckIn
from supervision.check_ins.queries import to_answer as check_ins_to_answer
from supervision.logs.models import LogReply, LogVersion
from supervision.logs.queries import unopened_replies, waiting
from supervision.meetings.coming.queries import to_note
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting
from supervision.meetings.queries import Planned, meetings_planned_by, planned, supervisees_of
from supervision.rhythm.pace import Rhythm
from supervision.rhythm.queries import paced, with_days

# How far back a desk looks for the last meeting.
A_YEAR = timedelta(days=400)
TWO_WEEKS = timedelta(days=14)


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
    rhythm: Rhythm | None = None

    @property
    def is_overdue(self) -> bool:
        """By what they agreed, and no date is planned."""
        return self.rhythm is not None and self.rhythm.is_overdue and self.rhythm.next is None

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
        return list({person.assignment.supervisor_id: person.assignment.supervisor for person in self.people}.values())

    @property
    def waiting(self) -> list[LogVersion]:
        return [version for supervisee in self.people for version in supervisee.waiting]

    @property
    def oldest_waiting(self) -> datetime | None:
        return min((version.shared_at for version in self.waiting), default=None)

    @property
    def overdue(self) -> list[Supervisee]:
        return [supervisee for supervisee in self.people if supervisee.is_overdue]

    @property
    def replies(self) -> list[LogReply]:
        return [reply for supervisee in self.people for reply in supervisee.replies]

    def waits_long(self, now: datetime) -> bool:
        """A log of theirs has waited for more than two weeks."""
        return self.oldest_waiting is not None and self.oldest_waiting < now - TWO_WEEKS

    def is_named(self, sought: str) -> bool:
        """Whether the group, or anybody of the pair, is called so."""
        names = [self.group.code_name if self.group else "", *(supervisee.person.name for supervisee in self.people)]
        return any(sought.casefold() in name.casefold() for name in names)

    def includes(self, person_id: UUID) -> bool:
        return any(supervisee.person.pk == person_id for supervisee in self.people)


@dataclass(frozen=True)
class Desk:
    pairs: list[Pair]
    meetings: Planned
    # Whom the supervisor looks after: their own, and those of whoever they cover for now.
    assignments: list[SupervisionAssignment]
    without_agreement: list[SupervisionAssignment]
    check_ins: list[CheckIn]
    # What somebody said before a meeting, to be noted.
    said: list[MeetingAttendee]

    @property
    def next_meeting(self) -> SupervisionMeeting | None:
        return self.meetings.ahead[0] if self.meetings.ahead else None


def versions_to_answer(supervisor: User, now: datetime) -> QuerySet[LogVersion]:
    return waiting(supervisor, now).order_by("log__session__local_date", "log__owner__sort_name", "pk")


def replies_to_open(supervisor: User, now: datetime) -> QuerySet[LogReply]:
    replies = unopened_replies(supervisor, now).select_related("version__log__owner", "version__log__session__group")
    return replies.order_by("at", "pk")


def looked_after(supervisor: User, now: datetime) -> QuerySet[SupervisionAssignment]:
    """Whom they look after, with the days of the last and the next meeting."""
    return with_days(supervisees_of(supervisor, now), now).order_by("programme__name", "facilitator__sort_name", "pk")


ON_THE_DESK = PreparedTogether(
    [looked_after, meetings_planned_by, versions_to_answer, replies_to_open, check_ins_to_answer, to_note]
)


def desk_of(supervisor: User, now: datetime) -> Desk:
    """Everything on the desk in six queries, however many pairs. Whoever needs the supervisor most comes first."""
    assignments, planned_meetings, versions, replies, check_ins, said = ON_THE_DESK.answers(supervisor, now)
    meetings = planned(planned_meetings, now)
    pairs = pairs_of(assignments, now)
    _add_meetings(pairs, meetings)
    _add_what_waits(pairs, versions, replies)
    add_sessions(pairs, last_met(supervisor, assignments, now))
    _add_rhythms(pairs, assignments, now)
    return Desk(
        pairs=sorted(pairs, key=lambda pair: (not pair.overdue, not pair.waits_long(now), *_rank(pair))),
        meetings=meetings,
        assignments=assignments,
        check_ins=check_ins,
        said=said,
        without_agreement=[
            assignment
            for assignment in assignments
            if assignment.supervisor_id == supervisor.pk and not hasattr(assignment, "agreement")
        ],
    )


def _rank(pair: Pair) -> tuple[bool, datetime | None, bool, str]:
    """Whoever comes first, first; then by code name; people without a group last."""
    meeting = pair.next_meeting
    at = meeting.starts_at if meeting else None
    return at is None, at, pair.group is None, pair.group.code_name if pair.group else ""


def pairs_of(assignments: Iterable[SupervisionAssignment], now: datetime) -> list[Pair]:
    """The groups whose facilitators are supervised under these assignments; then those who are in no group now."""
    by_facilitator = {assignment.facilitator_id: assignment for assignment in assignments}
    groups = Facilitation.objects.current(now).filter(person__in=by_facilitator).values("group")
    places = Facilitation.objects.current(now).filter(group__in=groups).select_related("group", "person")
    pairs: dict[UUID, Pair] = {}
    for place in places.order_by("group__code_name", "place"):
        pair = pairs.setdefault(place.group_id, Pair(place.group))
        assignment = by_facilitator.get(place.person_id)
        if assignment and assignment.programme_id == place.group.programme_id:
            pair.people.append(Supervisee(assignment.facilitator, assignment))
        else:
            pair.others.append(place.person)
    paired = [pair for pair in pairs.values() if pair.people]
    placed = {supervisee.person.pk for pair in paired for supervisee in pair.people}
    alone = [item for item in by_facilitator.values() if item.facilitator_id not in placed]
    return [*paired, *(Pair(None, people=[Supervisee(item.facilitator, item)]) for item in alone)]


def _add_rhythms(pairs: list[Pair], assignments: Iterable[SupervisionAssignment], now: datetime) -> None:
    rhythms = {found.assignment.pk: found.rhythm for found in paced(assignments, now)}
    for pair in pairs:
        for supervisee in pair.people:
            supervisee.rhythm = rhythms[supervisee.assignment.pk]


def _add_meetings(pairs: list[Pair], meetings: Planned) -> None:
    for pair in pairs:
        pair.next_meeting = next((meeting for meeting in meetings.ahead if _comes(pair, meeting)), None)


def _comes(pair: Pair, meeting: SupervisionMeeting) -> bool:
    return any(pair.includes(attendee.person_id) for attendee in meeting.attendees.all())


def _add_what_waits(pairs: list[Pair], versions: Iterable[LogVersion], replies: Iterable[LogReply]) -> None:
    """Put each log and reply with its person, in the pair of its group; elsewhere if they have left that group."""
    for version in versions:
        _place(pairs, version).waiting.append(version)
    for reply in replies:
        _place(pairs, reply.version).replies.append(reply)


def _place(pairs: list[Pair], version: LogVersion) -> Supervisee:
    owner_id, group_id = version.log.owner_id, version.log.session.group_id
    with_owner = [
        (pair, supervisee) for pair in pairs for supervisee in pair.people if supervisee.person.pk == owner_id
    ]
    fitting = [supervisee for pair, supervisee in with_owner if pair.group and pair.group.pk == group_id] or [
        supervisee for _, supervisee in with_owner
    ]
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
        days = [met[supervisee.person.pk].day for supervisee in pair.people if supervisee.person.pk in met]
        pair.since = Since(max(days, default=None))
    facts = _sessions(begun)
    for pair in pairs:
        for state, attending in facts[pair.group.pk] if pair.group else ():
            if state == GroupSession.State.HELD:
                pair.since.attending.append(attending)
            else:
                pair.since.missed += 1


def _begun(pair: Pair, met: dict[UUID, Moment]) -> Moment:
    moments = [met[supervisee.person.pk] for supervisee in pair.people if supervisee.person.pk in met]
    first_day = min(local_day(person.assignment.starts_at, person.assignment.programme.zone) for person in pair.people)
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


TO_ANSWER = PreparedTogether([supervisees_of, meetings_planned_by, versions_to_answer])


def waiting_in_order(supervisor: User, now: datetime) -> list[LogVersion]:
    """The unanswered logs in the order of the desk: by pair, then by session."""
    assignments, planned_meetings, versions = TO_ANSWER.answers(supervisor, now)
    pairs = pairs_of(assignments, now)
    _add_meetings(pairs, planned(planned_meetings, now))
    _add_what_waits(pairs, versions, ())
    return [version for pair in sorted(pairs, key=_rank) for version in sorted(pair.waiting, key=_session)]


def _session(version: LogVersion) -> tuple[date, str, str]:
    return version.log.session.local_date, version.log.owner.sort_name, str(version.pk)


def shared_and_waiting(supervisor: User, now: datetime) -> Any:
    """Since when each log waits."""
    return waiting(supervisor, now).order_by("pk").values_list("shared_at", flat=True)
