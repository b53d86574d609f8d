"""What the case bank offers on My day."""

from courses.cases.cards import cases_card
from foundation.cards import cards


def register() -> None:
    cards.register("cases.draw", cases_card)
