"""What My day says of practice days."""

from courses.practice.queries import at_a_glance, places_ahead
from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role

AHEAD = CardQuestion(places_ahead, {Role.FACILITATOR})


def practice_card(request: Request) -> Card | None:
    """What somebody is invited to: first what waits for an answer."""
    glance = at_a_glance(AHEAD.rows(request), request.now)
    if glance.is_empty:
        return None
    return Card("courses/practice/card.html", {"glance": glance}, "practice.to_come.waiting" if glance.waiting else "")
