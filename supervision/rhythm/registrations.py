"""What the rhythm of supervision tells the apps below, at start-up."""

from foundation.cards import card_questions, cards, for_role
from people.models import Role
from people.supervised import supervision_rules
from supervision.rhythm import cards as our_cards
from supervision.rhythm.queries import in_rhythm


def register() -> None:
    supervision_rules.register("supervision.rhythm", in_rhythm)
    card_questions.register("rhythm.own", our_cards.OWN)
    card_questions.register("rhythm.supervised", our_cards.SUPERVISED)
    card_questions.register("rhythm.coordinated", our_cards.COORDINATED)
    cards.register("rhythm.own", for_role(Role.FACILITATOR, our_cards.own_card))
    cards.register("rhythm.supervised", for_role(Role.SUPERVISOR, our_cards.supervisors_card))
    cards.register("rhythm.coordinated", for_role(Role.COORDINATOR, our_cards.coordinators_card))
