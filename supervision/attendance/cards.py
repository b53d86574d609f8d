"""What "My day" shows of attendance that was put right."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from supervision.attendance import queries

A_FEW = 5
UNSEEN = CardQuestion(lambda person, now: queries.unseen_by(person, now)[: A_FEW + 1])


def put_right_card(request: Request) -> Card | None:
    """To everybody who was asked to the meeting, until they have seen it; also once they facilitate no more."""
    addenda = UNSEEN.rows(request)
    if not addenda:
        return None
    return Card("supervision/attendance/card.html", {"addenda": addenda[:A_FEW], "more": len(addenda) > A_FEW})
