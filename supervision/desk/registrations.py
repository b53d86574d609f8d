"""The supervisor's card on the dashboard."""

from foundation.cards import Card, cards, for_role
from foundation.http import Request
from people.models import Role
from supervision.desk.queries import summary
from supervision.meetings.queries import planned_by


def register() -> None:
    cards.register("desk.summary", for_role(Role.SUPERVISOR, desk_card))


def desk_card(request: Request) -> Card:
    """What is to be recorded, the next meeting, and how much waits to be read."""
    meetings = planned_by(request.user, request.now)
    waiting, oldest = summary(request.user, request.now)
    return Card(
        "supervision/desk/card.html",
        context={
            "unrecorded": meetings.unrecorded,
            "meeting": next(iter(meetings.ahead), None),
            "waiting": waiting,
            "oldest": oldest,
        },
    )
