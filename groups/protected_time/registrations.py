"""What this package tells the apps below it, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from delivery.mail import register_notice
from foundation.cards import cards
from foundation.exports import exports
from groups.protected_time.cards import director_card, register_card
from groups.protected_time.exports import protected_time_of
from groups.protected_time.services import NOTICE


def register() -> None:
    triggers.guard("groups.ProtectedTime")
    register_notice(
        NOTICE,
        subject=_("Something is waiting for you"),
        sentence=_("There is news about time for a group."),
        page="protected_time:register",
    )
    register_notice(
        f"{NOTICE}_withdrawn",
        subject=_("News about your group"),
        sentence=_("There is news about the time for your group. You find it on the group's page."),
        page="groups:list",
    )
    cards.register("groups.protected_time", register_card)
    cards.register("groups.protected_time.director", director_card)
    exports.register("protected_time", protected_time_of)
