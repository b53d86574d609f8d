"""What My day shows of those who have nobody."""

from foundation.cards import cards, for_role
from people.models import Role
from supervision.overlooked import cards as our_cards


def register() -> None:
    cards.register("overlooked.coordinator", for_role(Role.COORDINATOR, our_cards.nobody_forgotten))
    cards.register("overlooked.own", for_role(Role.FACILITATOR, our_cards.what_you_lack))
