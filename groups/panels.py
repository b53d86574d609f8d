"""What upper apps add to a session's page, for instance the reader's own log of it."""

from collections.abc import Callable

from foundation.cards import Card
from foundation.http import Request
from foundation.registry import Registry
from groups.models import GroupSession

# None means: nothing to show this person.
session_panels: Registry[Callable[[Request, GroupSession], Card | None]] = Registry("what a session's page shows")


def panels_for(request: Request, session: GroupSession) -> list[Card]:
    """In the order of their names."""
    return [panel for _, offer in session_panels if (panel := offer(request, session))]
