"""What My day says of who stands in."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.cover import queries

AROUND = CardQuestion(queries.windows_around, {Role.SUPERVISOR})
NEAR = CardQuestion(queries.cover_near, {Role.FACILITATOR})


def supervisors_card(request: Request) -> Card | None:
    """Who covers for me, and for whom I cover."""
    cover = queries.sides_of(request.user, AROUND.rows(request))
    if not (cover.for_me or cover.by_me):
        return None
    covering = any(window.holds(request.now) for window in cover.by_me)
    place = "cover.supervisor.covering" if covering else ""
    return Card("supervision/cover/card_supervisor.html", {"cover": cover}, place)


def facilitators_card(request: Request) -> Card | None:
    """Who stands in for my supervisor, now or soon."""
    windows = NEAR.rows(request)
    if not windows:
        return None
    return Card("supervision/cover/card_facilitator.html", context={"windows": windows})
