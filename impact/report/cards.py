"""The way to the report, for those who may send it on."""

from foundation.cards import Card
from foundation.http import Request
from people.models import Role

READERS = (Role.COORDINATOR, Role.GOVERNANCE, Role.DEPUTY)


def report_card(request: Request) -> Card | None:
    """Costs no query."""
    return Card("impact/report/card.html") if any(role in request.roles for role in READERS) else None
