"""What somebody joins, in words: how long the training is."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.registry import Training, trainings

register = template.Library()

AN_HOUR, NEAREST = 60, 5


@register.simple_tag
def training() -> Training | None:
    """All that a facilitator learns before a group of their own. None until a course is published."""
    told = [length() for _name, length in trainings]
    whole = Training(sum(one.minutes for one in told), sum(one.steps for one in told))
    return whole if whole.steps else None


@register.filter
def duration(minutes: int) -> str:
    """To the nearest five minutes: "2 hours 50 minutes", "3 hours", "25 minutes"."""
    hours, rest = divmod(max(NEAREST, NEAREST * round(minutes / NEAREST)), AN_HOUR)
    parts = [
        ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours} if hours else "",
        _("%(minutes)s minutes") % {"minutes": rest} if rest else "",
    ]
    return " ".join(filter(None, parts))
