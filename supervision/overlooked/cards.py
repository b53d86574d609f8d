"""Cards on My day: for a coordinator, who has nobody; for a facilitator, what that means for them and who acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window

from foundation.cards import Card
from foundation.http import Request
from people.models import Role
from supervision.overlooked import queries
from supervision.standing import OwnStanding, own_standings

A_FEW = 3


@dataclass(frozen=True)
class FirstFew:
    """The first few of many, and how many there are."""

    rows: Sequence[Any]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def first_few(found: QuerySet[Any]) -> FirstFew:
    """One query."""
    rows = list(found.annotate(total=Window(Count("pk")))[:A_FEW])
    return FirstFew(rows, rows[0].total if rows else 0)


def nobody_forgotten(request: Request) -> Card | None:
    programmes = request.roles.get(Role.COORDINATOR, [])
    context = {
        "unsupervised": first_few(queries.without_supervisor(programmes, request.now)),
        "pairs": first_few(queries.incomplete_pairs(programmes, request.now)),
        "idle": first_few(queries.idle(programmes, request.now)),
    }
    return Card("supervision/overlooked/card.html", context) if any(item.total for item in context.values()) else None


def what_you_lack(request: Request) -> Card | None:
    lacking = [standing for standing in own_standings(request) if _lacks_something(standing)]
    return Card("supervision/overlooked/own.html", {"standings": lacking}) if lacking else None


def _lacks_something(standing: OwnStanding) -> bool:
    return not standing.supervised or standing.facts["idle"] or standing.alone_in is not None


def week_to_say(request: Request) -> Card | None:
    """A week that was said long ago, and one that is missing while they wait for a place."""
    old, missing = (any(item.facts[name] for item in own_standings(request)) for name in ("week_old", "week_missing"))
    return Card("supervision/overlooked/week.html", {"old": old}) if old or missing else None
