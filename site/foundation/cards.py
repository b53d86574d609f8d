"""The dashboard's cards: each app offers its own; "My day" shows those that have something to say.

A card that begins with a question of one person registers it: those of all cards are read in one statement.

    WAITING = CardQuestion(waiting_for, {Role.SUPERVISOR})

    def waiting_card(request):
        waiting = WAITING.rows(request)
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from foundation.http import Request
from foundation.prepared_together import Ask, PreparedTogether
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


class CardQuestion:
    """What a card asks first, of those who hold one of `roles` now, or of everybody.

    `ask` gives a queryset for a person at an instant, and keeps to `foundation/prepared_together.py`.
    """

    def __init__(self, ask: Ask, roles: Collection[str] = ()) -> None:
        self.ask = ask
        self.roles = frozenset(roles)

    def is_for(self, request: Request) -> bool:
        return not self.roles or not self.roles.isdisjoint(request.roles)

    def rows(self, request: Request) -> list[Any]:
        """On My day they have been read with those of the other cards; elsewhere they are read now."""
        if self not in getattr(request, "_answers", {}):
            read_questions(request, (self,))
        answers: dict[CardQuestion, list[Any]] = request._answers  # type: ignore[attr-defined]
        return answers[self]


card_questions: Registry[CardQuestion] = Registry("what cards ask first")


@cache
def _prepared(questions: tuple[CardQuestion, ...]) -> PreparedTogether:
    """As many as there are sets of roles. Of SQL alone: it knows nobody."""
    return PreparedTogether([question.ask for question in questions])


def read_questions(request: Request, questions: tuple[CardQuestion, ...]) -> None:
    """One query."""
    found = _prepared(questions).answers(request.user, request.now)
    known: dict[CardQuestion, list[Any]] = getattr(request, "_answers", {})
    request._answers = {**known, **dict(zip(questions, found, strict=True))}  # type: ignore[attr-defined]


def cards_for(request: Request) -> dict[str, Card]:
    """Place -> card, of all that have something to say to this person."""
    if questions := tuple(question for _, question in card_questions if question.is_for(request)):
        read_questions(request, questions)
    first = [(name, card) for name, offer in first_pages if (card := offer(request))]
    replaced = frozenset().union(*(card.instead_of for _, card in first))
    offered = [(name, card) for name, offer in cards if name not in replaced and (card := offer(request))]
    return {card.place or name: card for name, card in [*first, *offered]}
