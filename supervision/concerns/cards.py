"""What My day says of concerns that one is to act on."""

from foundation.cards import Card
from foundation.http import Request
from supervision.concerns import queries
from supervision.concerns.models import ConcernState


def to_act_on_card(request: Request) -> Card | None:
    """What is with me, above everything else while nobody has acknowledged it."""
    waiting = queries.open_with(request)
    if not waiting:
        return None
    unseen = any(concern.state == ConcernState.RAISED for concern in waiting)
    return Card("supervision/concerns/card.html", {"concerns": waiting}, "concerns.to_act_on.unseen" if unseen else "")
