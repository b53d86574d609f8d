"""Which day it is. An instant is a day on some wall only: the programme's, or the site's where there is none.

Half an hour after midnight in British summer time it is still the day before in UTC, so nothing else in the code asks
an instant for its date (`tests/guards/test_days.py`).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

AN_INSTANT = timedelta(microseconds=1)


def local_day(instant: datetime, zone: str = "") -> date:
    """The calendar day at `instant` on a wall in `zone`, else where the site is."""
    return timezone.localtime(instant, zone_named(zone)).date()


def first_instant(day: date, zone: str = "") -> datetime:
    """The instant at which `day` begins there."""
    return datetime.combine(day, time.min, tzinfo=zone_named(zone))


def last_day(end: datetime, zone: str = "") -> date:
    """The last day of what is over at `end`: the day before, for what ends at midnight."""
    return local_day(end - AN_INSTANT, zone)


def stamp(instant: datetime | None) -> str | None:
    """An instant as an export writes it: with the day and hour of the site, and how far that is from UTC."""
    return timezone.localtime(instant, zone_named("")).isoformat() if instant else None


def zone_named(name: str) -> ZoneInfo:
    """The site's where `name` is empty."""
    return ZoneInfo(name or settings.TIME_ZONE)
