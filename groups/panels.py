"""What upper apps add to a session's page, for instance the reader's own log of it."""

from collections.abc import Callable

from foundation.cards import Card
from foundation.http import Request
from foundation.registry import Registry
from groups.models import GroupSession

# None means: nothing to show this person.
session_panels: Registry[Callable[[Request, GroupSession], Card | None]] = Registry("what a session's page shows")


def panels_for(request: Request, session: GroupSession) -> list[Card]:
    offered = (offer(request, session) for _, offer in session_panels)
    return sorted((panel for panel in offered if panel), key=lambda panel: panel.rank)
