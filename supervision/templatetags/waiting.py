"""How long something has waited, in words."""

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.days import local_day

register = template.Library()
A_WEEK = 7
IN_WEEKS_FROM = 14


@register.filter
def waited(since: datetime | None, now: datetime) -> str:
    """`{{ version.shared_at|waited:request.now }}`: "since today", "since yesterday", "for 5 days", "for 3 weeks"."""
    if since is None:
        return ""
    days = (local_day(now) - local_day(since)).days
    if days <= 0:
        return _("since today")
    if days == 1:
        return _("since yesterday")
    if days < IN_WEEKS_FROM:
        return ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days}
    weeks = days // A_WEEK
    return ngettext("for %(weeks)s week", "for %(weeks)s weeks", weeks) % {"weeks": weeks}
