"""The first pages, offered to My day."""

from foundation.cards import first_pages, for_role
from people.models import Role
from supervision.beginning import cards


def register() -> None:
    first_pages.register("beginning.facilitator", for_role(Role.FACILITATOR, cards.facilitators_page))
    first_pages.register("beginning.supervisor", for_role(Role.SUPERVISOR, cards.supervisors_page))
