"""What My day shows: where somebody could stand in, and where somebody is alone again and again."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from groups.stand_ins.queries import alone_again, needed, sessions_needing
from people.models import Role

A_FEW = 5
NEEDED = CardQuestion(lambda person, now: sessions_needing(person, now)[: 2 * A_FEW], {Role.FACILITATOR})
ALONE = CardQuestion(lambda person, now: alone_again(person, now)[:A_FEW], {Role.COORDINATOR})


def needed_card(request: Request) -> Card | None:
    found = needed(NEEDED.rows(request), request.user, request.now)[:A_FEW]
    return Card("groups/stand_ins/card.html", {"needed": found}) if found else None


def alone_card(request: Request) -> Card | None:
    groups = ALONE.rows(request)
    return Card("groups/stand_ins/card_alone.html", {"groups": groups}) if groups else None
