"""What this package tells the apps below it, at start-up."""

from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from groups.apologies.cards import APOLOGIES, apologies_card
from groups.apologies.exports import apologies_of
from people.models import Role


def register() -> None:
    card_questions.register("groups.apologies", APOLOGIES)
    cards.register("groups.apologies", for_role(Role.SUPERVISOR, apologies_card))
    exports.register("apologies", apologies_of)
