"""The supervisor's card on the dashboard."""

from foundation.cards import card_questions, cards, for_role
from people.models import Role
from supervision.desk.cards import PLANNED, WAITING, desk_card


def register() -> None:
    card_questions.register("desk.planned", PLANNED)
    card_questions.register("desk.waiting", WAITING)
    cards.register("desk.summary", for_role(Role.SUPERVISOR, desk_card))
