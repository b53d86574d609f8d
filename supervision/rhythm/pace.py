"""When the next supervision is due: so many weeks, or so many sessions, after the last, whichever comes first. Pure.

The clock stands still while the person, or their supervisor, is away: neither days nor sessions are counted then.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from courses.refresher.clock import Stop, is_stopped, put_off

# Before the day itself, so that a meeting can be found in time.
NOTICE = timedelta(days=14)


class State(TextChoices):
    IN_TIME = "in_time", _("in time")
    # From two weeks ahead, until it is overdue.
    DUE = "due", _("due")
    OVERDUE = "overdue", _("overdue")
    AWAY = "away", _("the clock stands still")


@dataclass(frozen=True)
class Pace:
    """What two people agreed and their programme asks. `sessions` is 0 where they are not counted.

    `grace` is how many days after the due day a meeting is called overdue.
    """

    weeks: int = 4
    sessions: int = 4
    grace: int = 14


@dataclass(frozen=True)
class Rhythm:
    """Of one supervision. `since` is the day from which the clock runs: of the last meeting, or of its beginning."""

    since: date
    today: date
    last: date | None = None
    next: date | None = None
    pace: Pace = Pace()
    sessions: Collection[date] = ()
    stops: Collection[Stop] = ()

    @cached_property
    def due(self) -> date:
        return min(day for day in (self._by_time, self._by_sessions) if day)

    @property
    def by_sessions(self) -> bool:
        """Whether it is the number of sessions that makes it due."""
        return self._by_sessions == self.due < self._by_time

    @cached_property
    def overdue_after(self) -> date:
        return put_off(self.due, self.due + timedelta(days=self.pace.grace), self.stops, self.today)

    @property
    def overdue_from(self) -> date:
        return self.overdue_after + timedelta(days=1)

    @property
    def state(self) -> State:
        if is_stopped(self.stops, self.today):
            return State.AWAY
        if self.today > self.overdue_after:
            return State.OVERDUE
        return State.DUE if self.today >= self.due - NOTICE else State.IN_TIME

    @property
    def is_overdue(self) -> bool:
        return self.state == State.OVERDUE

    @property
    def waits(self) -> bool:
        """Somebody should find a time: it is due or overdue, and none is planned."""
        return self.next is None and self.state in (State.DUE, State.OVERDUE)

    @cached_property
    def _by_time(self) -> date:
        return put_off(self.since, self.since + timedelta(weeks=self.pace.weeks), self.stops, self.today)

    @cached_property
    def _by_sessions(self) -> date | None:
        """The day of the session with which there were as many as the pace allows."""
        counted = sorted(_running(self.sessions, self.since, self.stops))
        return counted[self.pace.sessions - 1] if 0 < self.pace.sessions <= len(counted) else None


def _running(sessions: Iterable[date], since: date, stops: Collection[Stop]) -> list[date]:
    """The sessions after `since` and on days on which the clock ran."""
    return [day for day in sessions if day > since and not is_stopped(stops, day)]
