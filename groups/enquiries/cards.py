"""What My day says of enquiries: to coordinators, to deputies of what waits too long, to pairs of who comes."""

from foundation.cards import Card
from foundation.http import Request
from groups.enquiries.queries import coming_to_groups_of, to_read
from people.models import Role


def enquiries_to_read(request: Request) -> Card | None:
    rows = to_read(request.roles[Role.COORDINATOR], request.now)
    return Card("enquiries/card_to_read.html", {"rows": rows}) if rows else None


def enquiries_overdue(request: Request) -> Card | None:
    """The deputy opens none of them: they ring the coordinator."""
    rows = [row for row in to_read(request.roles[Role.DEPUTY], request.now) if row.overdue]
    return Card("enquiries/card_overdue.html", {"rows": rows}) if rows else None


def who_comes(request: Request) -> Card | None:
    rows = coming_to_groups_of(request.user, request.now)
    return Card("enquiries/card_who_comes.html", {"rows": rows}) if rows else None
