"""Times of the demo, all counted from the day on which it is seeded."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foundation.days import local_day

ZONE = ZoneInfo("Europe/London")
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class DemoClock:
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now, ZONE.key)

    def day(self, days_ago: int) -> date:
        """A date; negative counts into the future."""
        return self.today - timedelta(days=days_ago)

    def at(self, days_ago: int, hour: int = 12, minute: int = 0) -> datetime:
        """An instant on that day, by the clock on the wall; never later than now for a day that has come."""
        instant = datetime.combine(self.day(days_ago), time(hour, minute), ZONE)
        return min(instant, self.now) if days_ago >= 0 else instant

    def still_today(self, start: time) -> time:
        """`start`, or the next half hour when that has gone by, or the day's last minute: ahead at any hour."""
        wall = self.now.astimezone(ZONE)
        if start > wall.time():
            return start
        next_half = wall + timedelta(minutes=30 - wall.minute % 30)
        return time(next_half.hour, next_half.minute) if next_half.date() == wall.date() else LAST_MINUTE
