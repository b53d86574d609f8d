"""The numbers to ring, wherever somebody may need them."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context

from directory.models import HelpService
from directory.queries import ring_now as urgent_ones
from directory.queries import services
from foundation.days import local_day

register = template.Library()


@register.inclusion_tag("directory/ring_now.html", takes_context=True)
def ring_now(context: Context) -> dict[str, Any]:
    """Whom to ring at once, as a short list. One query, never cached: a stale number is a safety fault."""
    return {"services": urgent_ones(services()), "request": context.get("request")}


@register.filter
def dial(number: str) -> str:
    """What a phone is to dial: the figures before any words, "111" for "111, then option 2"."""
    return re.sub(r"\D", "", number.partition(",")[0])


@register.filter
def needs_checking(service: HelpService, today: Any) -> bool:
    """Whether it is more than 90 days since somebody rang the number. `today` is an instant or a date."""
    return service.needs_checking(local_day(today) if isinstance(today, datetime) else today)
