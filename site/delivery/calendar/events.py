"""What stands in somebody's calendar: each app registers its events. Times alone: no names, no places, no links."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from foundation.registry import Registry
from foundation.walltime import end_of, instant_of

BACK, AHEAD = timedelta(weeks=26), timedelta(weeks=52)
# What is called off is shown as called off for so long.
CANCELLED_KEPT = timedelta(days=30)


class Title(Enum):
    """Neutral words: a calendar is seen over a shoulder, and shared with a whole team."""

    SESSION = _("Session")
    SUPERVISION = _("Supervision")
    TRAINING = _("Training")


@dataclass(frozen=True)
class Event:
    """`revision` rises with each change and `changed_at` is when the last one was: both stand in the row."""

    key: UUID
    title: Title
    day: date
    start: time
    minutes: int
    zone: str
    cancelled: bool = False
    revision: int = 0
    changed_at: datetime | None = None

    @property
    def starts_at(self) -> datetime:
        return instant_of(self.day, self.start, self.zone).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        return end_of(self.day, self.start, self.minutes, self.zone)

    @property
    def stamp(self) -> datetime:
        """Always the same for the same row. One that nobody has changed since it was planned bears its own time."""
        return self.changed_at or self.starts_at


@dataclass(frozen=True)
class Window:
    """From which day to which."""

    first: date
    last: date

    @classmethod
    def around(cls, today: date) -> "Window":
        return cls(today - BACK, today + AHEAD)

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last


Events = Callable[[Any, Window, datetime], Iterable[Event]]
calendars: Registry[Events] = Registry("what stands in somebody's calendar")


def events_of(person: Any, window: Window, now: datetime) -> list[Event]:
    """All of one person, by time. What was called off long ago is gone."""
    found = [event for _name, events in calendars for event in events(person, window, now)]
    shown = [event for event in found if not event.cancelled or event.stamp + CANCELLED_KEPT > now]
    return sorted(shown, key=lambda event: (event.starts_at, event.key))


def event_of(person: Any, key: UUID, now: datetime, today: date) -> Event | None:
    """One event, of those that stand in this person's calendar."""
    return next((event for event in events_of(person, Window.around(today), now) if event.key == key), None)
