"""What "My day" shows of attendance that was put right."""

from foundation.cards import Card
from foundation.http import Request
from supervision.attendance import queries

A_FEW = 5


def put_right_card(request: Request) -> Card | None:
    """To everybody who was asked to the meeting, until they have seen it; also once they facilitate no more."""
    addenda = queries.unseen_by(request.user, A_FEW + 1)
    if not addenda:
        return None
    return Card("supervision/attendance/card.html", 26, {"addenda": addenda[:A_FEW], "more": len(addenda) > A_FEW})
