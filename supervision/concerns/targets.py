"""By when what comes next for a concern should have happened. Its hours are a setting; a weekend has no working day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from supervision.concerns.models import AT_ONCE, Urgency

SATURDAY = 5


def due_at(urgency: str, since: datetime, zone: str) -> datetime:
    """The instant from which it counts as not acknowledged, or without a plan, in time."""
    if urgency == Urgency.NEXT:
        return _after_working_days(since, settings.CONCERN_WORKING_DAYS, zone)
    hours: int = settings.CONCERN_HOURS[Urgency.NOW if urgency in AT_ONCE else str(urgency)]
    return since + timedelta(hours=hours)


def _after_working_days(start: datetime, days: int, zone: str) -> datetime:
    """The same time of day, `days` working days later, by the clock in `zone`."""
    at = start.astimezone(ZoneInfo(zone))
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < SATURDAY
    return at.astimezone(start.tzinfo)
