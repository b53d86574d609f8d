"""What My day says of an account that is stopped."""

from foundation.cards import Card, cards
from foundation.exports import exports
from foundation.http import Request
from people.addresses import mail, watching
from people.addresses.queries import export, stopped_seen_by
from people.queries import OVERSEERS


def register() -> None:
    watching.watch()
    mail.register()
    cards.register("people.addresses", stopped_card)
    exports.register("address_changes", export)


def stopped_card(request: Request) -> Card | None:
    if OVERSEERS.isdisjoint(request.roles):
        return None
    changes = list(stopped_seen_by(request.user, request.now))
    return Card("people/card_addresses.html", context={"changes": changes}) if changes else None
