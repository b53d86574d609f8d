"""What My day says of the five questions, while they wait."""

from courses.boosters.queries import waits_for
from courses.cards import learner
from foundation.cards import Card
from foundation.http import Request


def booster_card(request: Request) -> Card | None:
    """Nothing is asked of who has finished no module: they are not authorised."""
    finished, _outline = learner(request)
    if finished is None or not finished.modules:
        return None
    return Card("courses/boosters/card.html") if waits_for(request.user, request.now) else None
