"""A year of what a pair does, at any size the same: sessions, logs that are read, supervision meetings."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from bench.rows import day_ago, insert, sealed
from confidential.models import AccessEntry
from confidential.trail import label
from groups.models import GroupSession, PeerGroup, SessionFacilitator
from people.models import Programme, User
from supervision.models import LogVersion, MeetingAttendee, Reading, SessionLog, SupervisionMeeting

LOGS_EACH, WAITING_EACH = 50, 2
MEETINGS_A_PAIR = 12
READS_EACH = 20


@dataclass(frozen=True)
class Practice:
    """In one programme, by people whose supervisors are known."""

    programme: Programme
    supervisor_of: dict[Any, User]
    began: datetime
    now: datetime
    chance: random.Random

    def of(self, group: PeerGroup, pair: tuple[User, ...]) -> None:
        """Two sessions to come, and `LOGS_EACH` for each of the pair who wrote about theirs."""
        sessions = [self.session(group, pair, number) for number in range(LOGS_EACH * len(pair))]
        planned = [self.session(group, pair, -days) for days in (1, 2)]
        insert(sessions + planned)
        insert(SessionFacilitator(session=session, person=person) for session in sessions for person in pair)
        self.logs([(session, pair[number % len(pair)]) for number, session in enumerate(sessions)])
        self.meetings(pair)

    def session(self, group: PeerGroup, pair: tuple[User, ...], number: int) -> GroupSession:
        """Every third day, long before any that a test would add; planned where `number` is below 0."""
        held = number >= 0
        return GroupSession(
            programme=group.programme,
            group=group,
            local_date=day_ago(self.now, 10 + 3 * number if held else 5 * number),
            local_start=time(20, 15),
            zone="Europe/London",
            state=GroupSession.State.HELD if held else GroupSession.State.PLANNED,
            attending=self.chance.randint(2, 9) if held else None,
            themes=["rota"] if held else [],
            recorded_by=pair[0] if held else None,
            recorded_at=self.now if held else None,
        )

    def logs(self, about: list[tuple[GroupSession, User]]) -> None:
        """The newest `WAITING_EACH` of each are shared and wait; the older ones have been read."""
        waiting = WAITING_EACH * 2
        logs = [
            SessionLog(
                programme=session.programme,
                session=session,
                owner=owner,
                state="shared" if number < waiting else "read",
                started_at=self.began,
                state_changed_at=self.now,
            )
            for number, (session, owner) in enumerate(about)
        ]
        versions = [
            LogVersion(log=log, number=1, reader=self.supervisor_of[log.owner_id], shared_at=self.began) for log in logs
        ]
        insert(sealed(logs, self.now, frozen=False))
        insert(logs)
        insert(sealed(versions, self.now, frozen=True))
        insert(versions)
        self.readings([version for version in versions if version.log.state == "read"])

    def readings(self, versions: list[LogVersion]) -> None:
        """All are answered; the newest also stand in the trail."""
        readings = [
            Reading(version=version, reader=version.reader, outcome="read", started_at=self.began, released_at=self.now)
            for version in versions
        ]
        insert(sealed(readings, self.now, frozen=True))
        insert(readings)
        insert(
            AccessEntry(
                at=self.now,
                actor_id=reading.reader_id,
                action="read",
                record_model=label(reading.version),
                record_id=reading.version_id,
                owner_id=reading.version.log.owner_id,
            )
            for reading in readings[: READS_EACH * 2]
        )

    def meetings(self, pair: tuple[User, ...]) -> None:
        """The last twelve months of a pair's supervision, and the next meeting."""
        supervisor = self.supervisor_of[pair[0].pk]
        # A minute of its own for each of a supervisor's pairs.
        start = time(6 + self.chance.randrange(5), self.chance.randrange(60), self.chance.randrange(60))
        held = [
            self.meeting(supervisor, day_ago(self.now, 20 + 30 * number), start) for number in range(MEETINGS_A_PAIR)
        ]
        coming = self.meeting(supervisor, day_ago(self.now, -20), start, held=False)
        insert(sealed(held, self.now, frozen=True))
        insert([*held, coming])
        insert(
            MeetingAttendee(
                meeting=meeting,
                person=person,
                came=meeting is not coming,
                recorded_at=None if meeting is coming else self.now,
            )
            for meeting in (*held, coming)
            for person in pair
        )

    def meeting(self, supervisor: User, day: date, start: time, *, held: bool = True) -> SupervisionMeeting:
        return SupervisionMeeting(
            id=uuid4(),
            programme=self.programme,
            supervisor=supervisor,
            state="held" if held else "planned",
            local_date=day,
            local_start=start,
            zone="Europe/London",
            recorded_at=self.now if held else None,
        )
