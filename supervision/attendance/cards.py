"""What "My day" shows of attendance that was put right."""

from foundation.cards import Card
from foundation.http import Request
from supervision.attendance import queries
from supervision.overlooked.queries import own_standings

A_FEW = 5


def put_right_card(request: Request) -> Card | None:
    """To everybody who was asked to the meeting, until they have seen it; also once they facilitate no more."""
    standings = own_standings(request)
    # Whoever facilitates has been asked together with much else; others are asked here.
    if standings and not any(standing.attendance_put_right for standing in standings):
        return None
    addenda = queries.unseen_by(request.user, A_FEW + 1)
    if not addenda:
        return None
    return Card("supervision/attendance/card.html", {"addenda": addenda[:A_FEW], "more": len(addenda) > A_FEW})
