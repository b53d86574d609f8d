"""Endings are decided in whole days: something ends when its last day is over where the programme is."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from people.models import Programme


def is_over(day: date, programme: Programme) -> datetime:
    """The instant at which `day` is over there."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(programme.zone))


def last_day(at: datetime, programme: Programme) -> str:
    """The day that is the last before `at`, as it is written: "12 December 2026"."""
    return f"{last_date(at, programme):%-d %B %Y}"


def last_date(at: datetime, programme: "Programme") -> date:
    """The day that is the last before `at`."""
    day = (at - timedelta(microseconds=1)).astimezone(ZoneInfo(programme.zone))
    return date(day.year, day.month, day.day)
