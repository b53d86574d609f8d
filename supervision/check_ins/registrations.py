"""What check-ins tell the apps below, and the card that leads a worried facilitator to somebody."""

from collections.abc import Sequence
from typing import Any

from foundation.cards import Card, cards, for_role
from foundation.exports import exports
from foundation.http import Request
from groups import permissions as group_permissions
from groups.models import GroupSession
from groups.panels import session_panels
from people.endings.registry import beginnings, entries
from people.models import Role
from supervision.check_ins import queries
from supervision.check_ins.endings import ENTRY, receive
from supervision.concerns.models import Concern
from supervision.concerns.queries import raised_by
from supervision.overlooked.queries import own_standings


def register() -> None:
    cards.register("check_ins.worried", for_role(Role.FACILITATOR, worried_card))
    cards.register("check_ins.waiting", for_role(Role.SUPERVISOR, waiting_card))
    session_panels.register("worried", worried_panel)
    exports.register("check_ins", queries.export)
    entries.register("supervision.check_ins", ENTRY)
    beginnings.register("supervision.check_ins", receive)


def worried_card(request: Request) -> Card:
    """The way to a person: ask for a check-in, raise a concern, follow the open ones."""
    concerns = list(raised_by(request.user).open()[:3])
    waits = any(each.state == "raised" for each in concerns)
    place = "check_ins.worried.waits" if waits else ""
    return Card("supervision/check_ins/card_worried.html", ways(request, concerns), place)


def ways(request: Request, concerns: Sequence[Concern] = ()) -> dict[str, Any]:
    """What the card is drawn with: what is open, and whether there is anybody who can be asked to check in."""
    asked = queries.asked_by(request.user, request.now)
    can_ask = asked is None and any(one.supervised for one in own_standings(request))
    seen_by = queries.who_sees(asked, request.now) if asked else []
    if can_ask:
        seen_by = queries.who_would_see(request.user, request.now)
    return {"asked": asked, "can_ask": can_ask, "concerns": concerns, "seen_by": seen_by}


def waiting_card(request: Request) -> Card | None:
    """Who asks their supervisor, or me as cover, to get in touch."""
    waiting = queries.waiting_for(request.user, request.now)
    return Card("supervision/check_ins/card_waiting.html", context={"waiting": waiting}) if waiting else None


def worried_panel(request: Request, session: GroupSession) -> Card | None:
    """On the page of a session, for those who facilitated it."""
    if session.state == GroupSession.State.PLANNED or not group_permissions.is_named(request.user, session):
        return None
    return Card("supervision/check_ins/card_worried.html", context=ways(request))
