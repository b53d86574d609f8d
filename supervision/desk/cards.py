"""What My day says of the desk."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.desk.queries import shared_and_waiting
from supervision.meetings.queries import meetings_planned_by, planned

PLANNED = CardQuestion(meetings_planned_by, {Role.SUPERVISOR})
WAITING = CardQuestion(shared_and_waiting, {Role.SUPERVISOR})


def desk_card(request: Request) -> Card:
    """What is to be recorded, the next meeting, and how much waits to be read."""
    meetings = planned(PLANNED.rows(request), request.now)
    waiting = WAITING.rows(request)
    return Card(
        "supervision/desk/card.html",
        context={
            "unrecorded": meetings.unrecorded,
            "meeting": next(iter(meetings.ahead), None),
            "waiting": len(waiting),
            "oldest": min(waiting, default=None),
        },
    )
