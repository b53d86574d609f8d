"""A cover's window in days, as the programme's own people say it."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone

from foundation.templatetags.holdfast import wall_time
from people.models import CoverWindow

register = template.Library()


@register.filter
def is_open(window: CoverWindow, now: datetime) -> bool:
    return window.holds(now)


@register.filter
def first_day(window: CoverWindow) -> str:
    return wall_time(timezone.localtime(window.starts_at).date())


@register.filter
def last_day(window: CoverWindow) -> str:
    """The day on which it ends: "Sun 6 Dec" for one that ends as that day is over. With its time when within a day."""
    if window.ends_at is None:
        return ""
    ends = timezone.localtime(window.ends_at)
    return wall_time((ends - timedelta(microseconds=1)).date())
