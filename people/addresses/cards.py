"""What My day says of an account that is stopped."""

from foundation.cards import Card
from foundation.http import Request
from people.addresses.queries import stopped_seen_by
from people.queries import OVERSEERS


def stopped_card(request: Request) -> Card | None:
    if OVERSEERS.isdisjoint(request.roles):
        return None
    changes = list(stopped_seen_by(request.user, request.now))
    return Card("people/card_addresses.html", context={"changes": changes}) if changes else None
