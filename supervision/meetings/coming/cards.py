"""What My day says of what was said before a meeting."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.meetings.coming.queries import to_note

SAID = CardQuestion(to_note, {Role.SUPERVISOR})


def said_card(request: Request) -> Card | None:
    """Who cannot come, suggests another time, or wrote a line. No words of it."""
    said = SAID.rows(request)
    return Card("supervision/meetings/coming/card.html", {"said": said}) if said else None
