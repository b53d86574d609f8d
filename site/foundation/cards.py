"""The dashboard's cards: each app offers its own; "My day" shows those that have something to say."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from foundation.http import Request
from foundation.registry import Registry


@dataclass(frozen=True)
class Card:
    """`template` is drawn with `context`.

    A card is found on My day under the name of its offer. `place` is for one that is more pressing, or less, than
    usual: `pages/my_day.py` lists both. `instead_of` names the cards whose place a first page takes: they are not
    asked, and cost nothing.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    place: str = ""
    instead_of: frozenset[str] = frozenset()


Offer = Callable[[Request], Card | None]
# None means: nothing to show this person.
cards: Registry[Offer] = Registry("what the dashboard shows")
# Asked before the others: what somebody sees who has only just come.
first_pages: Registry[Offer] = Registry("what the dashboard shows to newcomers")


def for_role(role: str, offer: Offer) -> Offer:
    """The same offer, to those who hold `role` somewhere now; to everybody else it costs no query."""

    def offer_to_those(request: Request) -> Card | None:
        return offer(request) if role in request.roles else None

    return offer_to_those


def cards_for(request: Request) -> dict[str, Card]:
    """Place -> card, of all that have something to say to this person."""
    first = [(name, card) for name, offer in first_pages if (card := offer(request))]
    replaced = frozenset().union(*(card.instead_of for _, card in first))
    offered = [(name, card) for name, offer in cards if name not in replaced and (card := offer(request))]
    return {card.place or name: card for name, card in [*first, *offered]}
