"""What refreshers tell the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from courses.refresher.cards import lapsed_card, own_card
from courses.refresher.exports import refreshers
from courses.refresher.queries import refreshers_due
from delivery.reminders.rules import register_reminder
from foundation.cards import cards, for_role
from foundation.exports import exports
from people.models import Role


def register() -> None:
    cards.register("refresher.own", for_role(Role.FACILITATOR, own_card))
    cards.register("refresher.lapsed", lapsed_card)
    exports.register("refreshers", refreshers)
    register_reminder(
        "refresher_due",
        title=_("Your yearly refresher of the module on safety"),
        subject=_("Your refresher is due"),
        sentence=_("Your yearly refresher is due."),
        page="refresher:standing",
        roles=[Role.FACILITATOR],
        due=refreshers_due,
    )
