"""What My day says of notices that are on hold."""

from foundation.cards import Card
from foundation.http import Request
from people.holds.queries import holds_seen_by
from people.queries import OVERSEERS


def holds_card(request: Request) -> Card | None:
    if OVERSEERS.isdisjoint(request.roles):
        return None
    holds = list(holds_seen_by(request.user, request.now))
    return Card("people/card_holds.html", context={"holds": holds}) if holds else None
