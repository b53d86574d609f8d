"""What a supervisor's My day shows: who of theirs cannot come to a session ahead."""

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from groups.apologies.queries import apologies_supervised
from people.models import Role

A_FEW = 10
APOLOGIES = CardQuestion(lambda person, now: apologies_supervised(person, now)[:A_FEW], {Role.SUPERVISOR})


def apologies_card(request: Request) -> Card | None:
    apologies = [item for item in APOLOGIES.rows(request) if item.session.starts_at > request.now]
    return Card("groups/apologies/card.html", {"apologies": apologies}) if apologies else None
