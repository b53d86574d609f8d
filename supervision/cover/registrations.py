"""What cover tells the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from delivery.mail import register_notice
from foundation.cards import Card, cards, for_role
from foundation.exports import exports
from foundation.http import Request
from people.endings.models import Event
from people.endings.registry import entries, kinds
from people.models import Role
from supervision.cover import queries
from supervision.cover.changes import LeaveChanges
from supervision.cover.endings import ENTRY
from supervision.cover.leave import LeaveBegins


def register() -> None:
    register_notice(
        "cover_changed",
        subject=_("Something is waiting for you"),
        sentence=_("Something about covering for a colleague has changed."),
        path="/cover/",
    )
    cards.register("cover.supervisor", for_role(Role.SUPERVISOR, supervisors_card))
    cards.register("cover.facilitator", for_role(Role.FACILITATOR, facilitators_card))
    exports.register("cover", queries.export)
    kinds.register(Event.LEAVE_BEGINS, LeaveBegins())
    kinds.register(Event.LEAVE_CHANGES, LeaveChanges())
    entries.register("supervision.cover", ENTRY)


def supervisors_card(request: Request) -> Card | None:
    """Who covers for me, and for whom I cover."""
    cover = queries.cover_around(request.user, request.now)
    if not (cover.for_me or cover.by_me):
        return None
    covering = any(window.holds(request.now) for window in cover.by_me)
    place = "cover.supervisor.covering" if covering else ""
    return Card("supervision/cover/card_supervisor.html", {"cover": cover}, place)


def facilitators_card(request: Request) -> Card | None:
    """Who stands in for my supervisor, now or soon."""
    windows = queries.cover_near(request.user, request.now)
    if not windows:
        return None
    return Card("supervision/cover/card_facilitator.html", context={"windows": windows})
