"""The numbers to ring, wherever somebody may need them."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from directory.models import HelpService, Need
from directory.queries import first_to_ring, services, services_by_strength
from directory.queries import ring_now as urgent_ones
from foundation.days import local_day

register = template.Library()
NO_FIGURES = re.compile(r"\D+")


@register.inclusion_tag("directory/ring_now.html", takes_context=True)
def ring_now(context: Context) -> dict[str, Any]:
    """Whom to ring at once, as a short list. One query, never cached: a stale number is a safety fault."""
    return {"services": urgent_ones(services()), "request": context.get("request")}


@register.inclusion_tag("directory/ring_in_full.html", takes_context=True)
def ring_in_full(context: Context) -> dict[str, Any]:
    """Everything that the help page has: numbers, hours, for whom, and when each was checked. Never cached either."""
    request = context.get("request")
    # An editor's preview has no request with a time; then this is the edge.
    today = local_day(getattr(request, "now", None) or timezone.now())
    return {"strengths": services_by_strength(), "today": today, "request": request}


@register.inclusion_tag("directory/ring_line.html", takes_context=True)
def ring_line(context: Context) -> dict[str, Any]:
    """What to ring in danger and to talk to somebody, and the way to all of them. Never cached either."""
    listed = services()
    danger, talk = first_to_ring(listed, Need.DANGER), first_to_ring(listed, Need.TALK)
    return {"danger": danger.phone if danger else "999", "talk": talk, "request": context.get("request")}


@register.filter
def dial(number: str) -> str:
    """What a phone is to dial: the figures before any words, "111" for "111, then option 2"."""
    return NO_FIGURES.sub("", number.partition(",")[0])


@register.filter
def needs_checking(service: HelpService, today: Any) -> bool:
    """Whether it is more than 90 days since somebody rang the number. `today` is an instant or a date."""
    return service.needs_checking(local_day(today) if isinstance(today, datetime) else today)
