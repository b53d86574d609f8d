"""What My day says of refreshers: one's own when it is due, and those that have lapsed, to whom it concerns."""

from courses.cards import learner
from courses.refresher.queries import MODULE, lapsed_in, sees_lapses, standing_of
from foundation.cards import Card
from foundation.http import Request
from people.models import Role


def own_card(request: Request) -> Card | None:
    finished, _outline = learner(request)
    if finished is None or MODULE not in finished.modules:
        return None
    standing = standing_of(request.user, request.now)
    if standing is None or not (standing.soon or standing.lapsed):
        return None
    return Card("courses/refresher/card_own.html", {"standing": standing})


def lapsed_card(request: Request) -> Card | None:
    """By name, for those who can talk with them: a lapse by itself ends nothing."""
    if not sees_lapses(request.roles):
        return None
    people = lapsed_in(request.roles.get(Role.COORDINATOR, []), request.user, request.now)
    return Card("courses/refresher/card_lapsed.html", {"people": people}) if people else None
