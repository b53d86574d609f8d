"""What My day and the page of a session say of checking in."""

from collections.abc import Sequence
from typing import Any

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from groups import permissions as group_permissions
from groups.models import GroupSession
from people.models import Role
from supervision.check_ins import queries
from supervision.concerns.models import Concern
from supervision.concerns.queries import raised_by
from supervision.standing import own_standings

RAISED = CardQuestion(lambda person, _now: raised_by(person).open()[:3], {Role.FACILITATOR})
ASKED = CardQuestion(queries.waits_of, {Role.FACILITATOR})
WOULD_SEE = CardQuestion(queries.who_would_see, {Role.FACILITATOR})
WAITING = CardQuestion(queries.to_answer, {Role.SUPERVISOR})


def worried_card(request: Request) -> Card:
    """The way to a person: ask for a check-in, raise a concern, follow the open ones."""
    concerns = RAISED.rows(request)
    waits = any(concern.state == "raised" for concern in concerns)
    place = "check_ins.worried.waits" if waits else ""
    return Card("supervision/check_ins/card_worried.html", ways(request, concerns), place)


def ways(request: Request, concerns: Sequence[Concern] = ()) -> dict[str, Any]:
    """What the card is drawn with: what is open, and whether there is anybody who can be asked to check in."""
    asked = queries.still_asked(ASKED.rows(request), request.user, request.now)
    can_ask = asked is None and any(standing.supervised for standing in own_standings(request))
    seen_by = queries.who_sees(asked, request.now) if asked else []
    if can_ask:
        seen_by = WOULD_SEE.rows(request)
    return {"asked": asked, "can_ask": can_ask, "concerns": concerns, "seen_by": seen_by}


def waiting_card(request: Request) -> Card | None:
    """Who asks their supervisor, or me as cover, to get in touch."""
    waiting = WAITING.rows(request)
    return Card("supervision/check_ins/card_waiting.html", context={"waiting": waiting}) if waiting else None


def worried_panel(request: Request, session: GroupSession) -> Card | None:
    """On the page of a session, for those who facilitated it."""
    if session.state == GroupSession.State.PLANNED or not group_permissions.is_named(request.user, session):
        return None
    return Card("supervision/check_ins/card_worried.html", context=ways(request))
