"""What My day says of reviews: one that is due, and those in which the next step is yours."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.reviews import queries
from supervision.standing import own_standings

A_FEW = 3
WAITING = CardQuestion(
    lambda person, now: queries.waiting_for(person, now)[: A_FEW + 1], {Role.FACILITATOR, Role.SUPERVISOR}
)


def waiting_card(request: Request) -> Card | None:
    reviews = WAITING.rows(request) if WAITING.is_for(request) else []
    if not reviews:
        return None
    return Card("supervision/reviews/card.html", {"reviews": reviews[:A_FEW], "more": len(reviews) > A_FEW})


def due_card(request: Request) -> Card | None:
    """Half a year has passed, or they leave soon. Whether to begin one is theirs."""
    if not any(standing.facts["review_due"] for standing in own_standings(request)):
        return None
    return Card("supervision/reviews/card_due.html")
