"""What My day says of supervision meetings."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.meetings import queries

# Of the latest ones.
MOST = 12
PLACES = CardQuestion(lambda person, now: queries.places_of(person, now)[:MOST], {Role.FACILITATOR})


def my_card(request: Request) -> Card | None:
    """The next supervision, the last record, and records that wait for an answer."""
    glance = queries.at_a_glance(PLACES.rows(request), request.now)
    if not (glance.next or glance.last):
        return None
    return Card(
        "supervision/meetings/card.html", {"glance": glance}, "meetings.to_come.unanswered" if glance.unanswered else ""
    )
