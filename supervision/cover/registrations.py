"""What cover tells the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from delivery.mail import register_notice
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.endings.models import Event
from people.endings.registry import entries, kinds
from people.models import Role
from supervision.cover import exports as own_exports
from supervision.cover.cards import AROUND, NEAR, facilitators_card, supervisors_card
from supervision.cover.changes import LeaveChanges
from supervision.cover.endings import ENTRY
from supervision.cover.leave import LeaveBegins
from supervision.cover.meeting_endings import IN_CHANGED_LEAVE, IN_LEAVE, OF_CHANGED_COVER


def register() -> None:
    register_notice(
        "cover_changed",
        subject=_("Something is waiting for you"),
        sentence=_("Something about covering for a colleague has changed."),
        page="cover:list",
    )
    card_questions.register("cover.supervisor", AROUND)
    card_questions.register("cover.facilitator", NEAR)
    cards.register("cover.supervisor", for_role(Role.SUPERVISOR, supervisors_card))
    cards.register("cover.facilitator", for_role(Role.FACILITATOR, facilitators_card))
    exports.register("cover", own_exports.export)
    kinds.register(Event.LEAVE_BEGINS, LeaveBegins())
    kinds.register(Event.LEAVE_CHANGES, LeaveChanges())
    entries.register("supervision.cover", ENTRY)
    entries.register("supervision.meetings_in_leave", IN_LEAVE)
    entries.register("supervision.meetings_in_changed_leave", IN_CHANGED_LEAVE)
    entries.register("supervision.meetings_of_changed_cover", OF_CHANGED_COVER)
