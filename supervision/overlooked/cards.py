"""Two cards on My day: for a coordinator, who has nobody; for a facilitator, what that means for them and who acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window

from foundation.cards import Card
from foundation.http import Request
from people.models import Role
from supervision.overlooked import queries

A_FEW = 3


@dataclass(frozen=True)
class Some:
    """The first few of many, and how many there are."""

    rows: Sequence[Any]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def some(found: QuerySet[Any]) -> Some:
    """One query."""
    rows = list(found.annotate(total=Window(Count("pk")))[:A_FEW])
    return Some(rows, rows[0].total if rows else 0)


def nobody_forgotten(request: Request) -> Card | None:
    programmes = request.roles.get(Role.COORDINATOR, [])
    context = {
        "unsupervised": some(queries.without_supervisor(programmes, request.now)),
        "pairs": some(queries.incomplete_pairs(programmes, request.now)),
        "idle": some(queries.idle(programmes, request.now)),
    }
    return Card("supervision/overlooked/card.html", context) if any(one.total for one in context.values()) else None


def what_you_lack(request: Request) -> Card | None:
    lacking = [one for one in queries.own_standings(request) if one.lacks_something]
    return Card("supervision/overlooked/own.html", {"standings": lacking}) if lacking else None
