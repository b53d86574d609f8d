"""What My day says of agreements: one that waits to be read, and those to look at again."""

from django.urls import reverse

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.agreements import queries

A_FEW = 3
AGAIN = CardQuestion(
    lambda person, now: queries.to_look_at_again_of(person, now)[: A_FEW + 1], {Role.FACILITATOR, Role.SUPERVISOR}
)
WAITING = CardQuestion(queries.waiting_agreements_of, {Role.FACILITATOR})


def waiting_card(request: Request) -> Card | None:
    """An agreement to read and acknowledge."""
    agreement = next(iter(WAITING.rows(request)), None)
    if agreement is None:
        return None
    return Card(
        "supervision/agreements/card.html",
        context={
            "agreement": agreement,
            "is_change": agreement.stands,
            "supervisor": agreement.assignment.supervisor,
            "url": reverse("agreements:detail", args=[agreement.pk]),
        },
    )


def again_card(request: Request) -> Card | None:
    """The day that the two agreed on has come."""
    due = AGAIN.rows(request) if AGAIN.is_for(request) else []
    if not due:
        return None
    return Card("supervision/agreements/card_again.html", {"due": due[:A_FEW], "more": len(due) > A_FEW})
