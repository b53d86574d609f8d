"""A cover's window in days, as the programme's own people say it."""

from datetime import datetime

from django import template

from foundation import days
from foundation.templatetags.holdfast import wall_time
from people.models import CoverWindow

register = template.Library()


@register.filter
def is_open(window: CoverWindow, now: datetime) -> bool:
    return window.holds(now)


@register.filter
def first_day(window: CoverWindow) -> str:
    return wall_time(days.local_day(window.starts_at, window.programme.zone))


@register.filter
def last_day(window: CoverWindow) -> str:
    """The day on which it ends: "Sun 6 Dec" for one that ends as that day is over. With its time when within a day."""
    if window.ends_at is None:
        return ""
    return wall_time(days.last_day(window.ends_at, window.programme.zone))
