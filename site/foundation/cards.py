"""The dashboard's cards: each app offers its own; "My day" shows those that have something to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from foundation.http import Request
from foundation.registry import Registry


@dataclass(frozen=True)
class Card:
    """`template` is drawn with `context`; `rank` orders the page, the most pressing lowest."""

    template: str
    rank: int
    context: dict[str, Any] = field(default_factory=dict)


Offer = Callable[[Request], Card | None]
# None means: nothing to show this person.
cards: Registry[Offer] = Registry("what the dashboard shows")


def for_role(role: str, offer: Offer) -> Offer:
    """The same offer, to those who hold `role` somewhere now; to everybody else it costs no query."""

    def offer_to_those(request: Request) -> Card | None:
        return offer(request) if role in request.roles else None

    return offer_to_those


def cards_for(request: Request) -> list[Card]:
    offered = (offer(request) for _, offer in cards)
    return sorted((card for card in offered if card), key=lambda card: card.rank)
