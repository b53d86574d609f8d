"""By when a concern should be acknowledged. The hours are a setting; a weekend has no working hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from supervision.concerns.models import Urgency

SATURDAY = 5


def due_at(urgency: str, raised_at: datetime, zone: str) -> datetime:
    """The instant from which it counts as not acknowledged in time."""
    if urgency == Urgency.NEXT:
        return _after_working_days(raised_at, settings.CONCERN_WORKING_DAYS, zone)
    hours: int = settings.CONCERN_HOURS[str(urgency)]
    return raised_at + timedelta(hours=hours)


def _after_working_days(start: datetime, days: int, zone: str) -> datetime:
    """The same time of day, `days` working days later, by the clock in `zone`."""
    at = start.astimezone(ZoneInfo(zone))
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < SATURDAY
    return at.astimezone(start.tzinfo)
