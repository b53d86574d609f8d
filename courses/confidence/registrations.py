"""What confidence tells the apps below, at start-up."""

from confidential import triggers
from courses.confidence import cards as our_cards
from courses.confidence.queries import export
from foundation.cards import cards, for_role
from foundation.exports import exports
from people.models import Role


def register() -> None:
    # What was answered stands; the whole row may still go with its owner.
    triggers.guard("courses.ConfidenceSheet", unless="OLD.answered_at IS NULL", keep_when="{false}")
    cards.register("confidence.ask", for_role(Role.FACILITATOR, our_cards.ask_card))
    cards.register("confidence.figures", our_cards.figures_card)
    exports.register("confidence", export)
