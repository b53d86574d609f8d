"""What confidence tells the apps below, at start-up."""

from django.utils.translation import gettext_lazy as _

from confidential import triggers
from courses.confidence import cards as our_cards
from courses.confidence.exports import sheets
from courses.confidence.reminding import waves_due
from delivery.reminders.rules import register_reminder
from foundation.cards import cards, for_role
from foundation.exports import exports
from people.models import Role


def register() -> None:
    # What was answered stands; the whole row may still go with its owner.
    triggers.guard("courses.ConfidenceSheet", unless="OLD.answered_at IS NULL", keep_when="{false}")
    cards.register("confidence.ask", for_role(Role.FACILITATOR, our_cards.ask_card))
    cards.register("confidence.figures", our_cards.figures_card)
    exports.register("confidence", sheets)
    register_reminder(
        "confidence_due",
        title=_("Questions about the training that come after three months and after a year"),
        subject=_("Some questions are waiting for you"),
        sentence=_("Some questions are waiting for you. You may skip them."),
        page="confidence:answers",
        roles=[Role.FACILITATOR],
        due=waves_due,
    )
