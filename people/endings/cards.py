"""What "My day" says of things that have ended: once, until it is put away."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.endings.queries import not_seen
from people.holds.queries import on_hold_among

NOT_SEEN = CardQuestion(not_seen)


def told_card(request: Request) -> Card | None:
    told = NOT_SEEN.rows(request)
    hidden = on_hold_among(told, request.now)
    told = [telling for telling in told if telling.pk not in hidden]
    return Card("people/card_told.html", context={"told": told}) if told else None
