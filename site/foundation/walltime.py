"""Wall time: a day and an hour on a clock in some place, and the two nights a year when the clocks change.

In spring an hour is missing: what is planned in it would silently move, so it is refused with the nearest times that
exist. In autumn an hour comes twice: the first of the two is meant, everywhere, and pages say so.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal

MINUTE = timedelta(minutes=1)


class NoSuchTime(Refusal):
    """The clocks skip it. `before` and `after` are the nearest wall times that exist."""

    def __init__(self, wall: datetime, before: datetime, after: datetime, zone: str) -> None:
        self.before, self.after = before, after
        super().__init__(
            _(
                "The clocks in %(place)s go forward then: there is no %(time)s on %(day)s. "
                "Choose %(before)s or %(after)s."
            )
            % {
                "place": place_of(zone),
                "time": f"{wall:%H:%M}",
                "day": _day(wall),
                "before": _named(before, wall),
                "after": _named(after, wall),
            }
        )


def instant_of(day: date, start: time, zone: str) -> datetime:
    """The instant of a wall time. Of one that comes twice, the first."""
    return datetime.combine(day, start, ZoneInfo(zone))


def refuse_missing_time(day: date, start: time, zone: str) -> None:
    """Raise NoSuchTime for a wall time that the clocks in `zone` skip on that day."""
    wall = datetime.combine(day, start)
    if not _exists(wall, zone):
        raise NoSuchTime(wall, _nearest(wall, zone, -MINUTE), _nearest(wall, zone, MINUTE), zone)


def comes_twice(day: date, start: time, zone: str) -> bool:
    """Whether the clocks in `zone` show this time twice on that day."""
    first = instant_of(day, start, zone)
    both_exist = _exists(datetime.combine(day, start), zone)
    return both_exist and first.utcoffset() != first.replace(fold=1).utcoffset()


def place_of(zone: str) -> str:
    """The place whose clock counts: "London"."""
    return zone.rpartition("/")[2].replace("_", " ")


def _exists(wall: datetime, zone: str) -> bool:
    """A time that is skipped comes back as another one from a turn through UTC."""
    placed = wall.replace(tzinfo=ZoneInfo(zone))
    return placed.astimezone(UTC).astimezone(placed.tzinfo).replace(tzinfo=None) == wall


def _nearest(wall: datetime, zone: str, step: timedelta) -> datetime:
    found = wall.replace(second=0, microsecond=0) + step
    while not _exists(found, zone):
        found += step
    return found


def _day(wall: datetime) -> str:
    return date_format(wall, "j F Y")


def _named(wall: datetime, beside: datetime) -> str:
    """The time, with its day where that is another one."""
    return f"{wall:%H:%M}" if wall.date() == beside.date() else f"{wall:%H:%M} ({_day(wall)})"


def end_of(day: date, start: time, minutes: int, zone: str) -> datetime:
    """The instant at which something is over that lasts `minutes`, also where the clocks change meanwhile."""
    return instant_of(day, start, zone).astimezone(UTC) + timedelta(minutes=minutes)


class AtWallTime:
    """For a row that begins at `local_date`, `local_start` on the clock in `zone` and lasts `minutes`."""

    local_date: Any
    local_start: Any
    zone: Any
    minutes: Any

    @property
    def starts_at(self) -> datetime:
        """The instant of its wall time; of one that comes twice, the first."""
        return instant_of(self.local_date, self.local_start, self.zone)

    @property
    def ends_at(self) -> datetime:
        return end_of(self.local_date, self.local_start, self.minutes, self.zone)

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at <= now

    @property
    def comes_twice(self) -> bool:
        return comes_twice(self.local_date, self.local_start, self.zone)

    @property
    def clock(self) -> str:
        """The place whose clock counts: "London"."""
        return place_of(self.zone)

    def today(self, now: datetime) -> date:
        """The day it is at `now` where it takes place."""
        return local_day(now, self.zone)


def check_zone(value: str) -> None:
    if value not in available_timezones():
        message = _("%(zone)s is not a time zone. Use a name such as Europe/London.")
        raise ValidationError(message, params={"zone": value})
