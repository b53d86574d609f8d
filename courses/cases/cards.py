"""What My day says of the case bank: where it is, for those who lead talks."""

from courses.cases.permissions import may_draw
from foundation.cards import Card
from foundation.http import Request


def cases_card(request: Request) -> Card | None:
    return Card("courses/cases/card.html") if may_draw(request.roles) else None
