"""What a series comes to: its days, and what a change of it does to each row. Nothing here reads a database.

A row is a session of a group, or a supervision meeting (`supervision/meetings/repeating`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, Generic, Protocol, Self, TypeVar

A_WEEK = timedelta(weeks=1)
PLANNED = "planned"


class Row(Protocol):
    """What a series asks of the rows that it makes."""

    pk: Any
    state: Any
    local_date: Any
    local_start: Any
    minutes: Any
    series_id: Any
    series_day: Any
    touched_at: Any

    @property
    def revised(self) -> int: ...

    @property
    def is_dropped(self) -> bool: ...

    @property
    def starts_at(self) -> datetime: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Plan:
    """What somebody says about how they meet."""

    weeks: int
    begins_on: date
    local_start: time
    minutes: int = 45
    until: date | None = None
    skips_bank_holidays: bool = True

    @classmethod
    def of(cls, series: Any) -> Self:
        return cls(**{field.name: getattr(series, field.name) for field in fields(cls)})

    @property
    def step(self) -> timedelta:
        return self.weeks * A_WEEK

    def days(self, first: date, last: date) -> list[date]:
        """Its days from `first` to `last`, bank holidays among them."""
        last = min(last, self.until) if self.until else last
        steps = max(-((self.begins_on - first) // self.step), 0)
        day = self.begins_on + steps * self.step
        found = []
        while day <= last:
            found.append(day)
            day += self.step
        return found


class What(StrEnum):
    """What becomes of one session."""

    MADE = "made"
    BACK = "back"  # it was taken out by an earlier change, and comes back
    MOVED = "moved"
    SAME = "same"
    BY_HAND = "by_hand"  # somebody changed, planned or cancelled it: it stays as they left it
    DROPPED = "dropped"


@dataclass(frozen=True)
class Line(Generic[R]):
    """One row: `slot` is the day of the series that it stands for, None where it stands for none."""

    what: What
    slot: date | None
    row: R | None = None

    @property
    def day(self) -> date:
        """By which the list is sorted, and which it shows: where the session will be."""
        if self.row and (self.slot is None or self.what in (What.BY_HAND, What.SAME)):
            day: date = self.row.local_date
            return day
        assert self.slot
        return self.slot


def follows_the_series(row: Row, now: datetime) -> bool:
    """Whether a change of the series may move it: planned, still to come, and never touched."""
    return bool(row.series_id) and row.touched_at is None and row.state == PLANNED and row.starts_at > now


def outcome(plan: Plan, slots: Sequence[date], rows: Iterable[R], now: datetime) -> list[Line[R]]:
    """What becomes of `rows`, all those of the group from some day on, when the series has these `slots`.

    No session takes the time of another: each slot is given to one, first to those that stay where they are.
    """
    return sorted(_Fitting(plan, slots, rows, now).lines(), key=lambda line: (line.day, line.what))


class _Fitting(Generic[R]):
    def __init__(self, plan: Plan, slots: Sequence[date], rows: Iterable[R], now: datetime) -> None:
        self.plan, self.slots = plan, slots
        self.given: dict[date, Line[R]] = {}
        self.without: list[Line[R]] = []
        ordered = sorted(rows, key=lambda row: (row.local_date, row.local_start))
        self.free = [row for row in ordered if follows_the_series(row, now)]
        self.dropped = [row for row in ordered if row.is_dropped]
        self.by_hand = [row for row in ordered if row not in self.free and row not in self.dropped]

    def lines(self) -> list[Line[R]]:
        self._leave_what_was_touched()
        self._bring_back()
        self._move_the_rest()
        made: list[Line[R]] = [Line(What.MADE, slot) for slot in self.slots if slot not in self.given]
        return [*self.given.values(), *self.without, *made]

    def _leave_what_was_touched(self) -> None:
        waiting = [row for row in self.by_hand if not self._give(row.series_day, What.BY_HAND, row)]
        for row in [row for row in waiting if not self._give(row.local_date, What.BY_HAND, row)]:
            # It was a session of the series, which now has another day in its place.
            near = self._nearest(row.series_day, self.plan.step / 2) if row.series_day else None
            if not self._give(near, What.BY_HAND, row):
                self.without.append(Line(What.BY_HAND, None, row))

    def _bring_back(self) -> None:
        for row in self.dropped:
            if row.local_start == self.plan.local_start:
                self._give(row.local_date, What.BACK, row)

    def _move_the_rest(self) -> None:
        waiting = [row for row in self.free if not self._give(row.local_date, self._change_of(row), row)]
        for row in waiting:
            if not self._give(self._nearest(row.local_date, self.plan.step), What.MOVED, row):
                self.without.append(Line(What.DROPPED, None, row))

    def _change_of(self, row: R) -> What:
        same = (row.local_start, row.minutes) == (self.plan.local_start, self.plan.minutes)
        return What.SAME if same else What.MOVED

    def _give(self, slot: date | None, what: What, row: R) -> bool:
        if slot is None or slot not in self.slots or slot in self.given:
            return False
        self.given[slot] = Line(what, slot, row)
        return True

    def _nearest(self, day: date, within: timedelta) -> date | None:
        near = [slot for slot in self.slots if slot not in self.given and abs(slot - day) < within]
        return min(near, key=lambda slot: abs(slot - day), default=None)


def still_missing(plan: Plan, slots: Sequence[date], rows: Collection[R]) -> list[Line[R]]:
    """The slots that no session stands for, when nothing is moved: as the sessions are continued each day."""
    standing = [row for row in rows if not row.is_dropped]
    taken = {row.series_day for row in standing} | {row.local_date for row in standing}
    back = {row.local_date: row for row in rows if row.is_dropped and row.local_start == plan.local_start}
    return [Line(What.BACK if slot in back else What.MADE, slot, back.get(slot)) for slot in slots if slot not in taken]


def fingerprint(plan: Plan, lines: Iterable[Line[Any]], revision: int) -> str:
    """By which a page knows that what it showed is what is saved."""
    shown = [(line.what, line.slot, line.row and (line.row.pk, line.row.revised)) for line in lines]
    return sha256(repr((plan, shown, revision)).encode()).hexdigest()
