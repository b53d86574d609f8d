"""What My day says of protected time, to those who keep the register and to those who answer."""

from foundation.cards import Card
from foundation.http import Request
from groups.protected_time.models import DIRECTOR
from groups.protected_time.queries import to_see_to, waiting_for_directors
from people.models import Role


def register_card(request: Request) -> Card | None:
    """For coordinators, while something is to be done."""
    programmes = request.roles.get(Role.COORDINATOR, [])
    count = to_see_to(programmes, request.now) if programmes else 0
    return Card("groups/protected_time/card.html", {"count": count}) if count else None


def director_card(request: Request) -> Card | None:
    """A director has no other page: it is there also while nothing waits."""
    programmes = request.roles.get(DIRECTOR, [])
    if not programmes:
        return None
    waiting = waiting_for_directors(programmes)
    place = "groups.protected_time.waiting" if waiting else ""
    return Card("groups/protected_time/director_card.html", {"waiting": waiting}, place)
