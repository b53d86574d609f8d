"""What "My day" says of things that have ended: once, until it is put away."""

from foundation.cards import Card
from foundation.http import Request
from people.endings.queries import not_seen
from people.holds.queries import held_among


def told_card(request: Request) -> Card | None:
    told = not_seen(request.user)
    held = held_among(told, request.now)
    told = [one for one in told if one.pk not in held]
    return Card("people/card_told.html", context={"told": told}) if told else None
