"""What My day shows of those who have nobody."""

from foundation.cards import card_questions, cards, for_role
from people.models import Role
from supervision.overlooked import cards as our_cards
from supervision.overlooked.queries import drifted, week_is_missing, week_is_old
from supervision.standing import OWN, own_facts


def register() -> None:
    own_facts.register("idle", drifted)
    own_facts.register("week_missing", week_is_missing)
    own_facts.register("week_old", week_is_old)
    card_questions.register("standing.own", OWN)
    cards.register("overlooked.coordinator", for_role(Role.COORDINATOR, our_cards.nobody_forgotten))
    cards.register("overlooked.own", for_role(Role.FACILITATOR, our_cards.what_you_lack))
    cards.register("availability.say", for_role(Role.FACILITATOR, our_cards.week_to_say))
