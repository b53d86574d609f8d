"""The part of "my data" about how a programme counts, as somebody set it."""

from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.hours.models import EnoughRule


@part
def export(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    rules = EnoughRule.objects.filter(by=user).select_related("programme").order_by("at", "pk")
    yield (rules,)
    return [
        {
            "programme": rule.programme.name,
            "rule": rule.rule,
            "minutes": rule.minutes,
            "span": rule.span,
            "weeks": rule.weeks,
            "sessions": rule.sessions,
            "grace": rule.grace,
            "at": stamp(rule.at),
        }
        for rule in rules
    ]
