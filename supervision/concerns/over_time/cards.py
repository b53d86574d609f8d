"""What My day says to the deputy of concerns that nobody has acknowledged; a governance lead has those already."""

from foundation.cards import Card
from foundation.http import Request
from supervision.concerns.over_time.queries import UNACKNOWLEDGED


def unacknowledged_card(request: Request) -> Card | None:
    found = UNACKNOWLEDGED.rows(request)
    return Card("supervision/concerns/card_unacknowledged.html", {"concerns": found}) if found else None
