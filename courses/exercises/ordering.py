"""Cards to put in order, or to sort into piles. Then learners read where we would put each.

Chosen: {"places": {card id: pile}} or {"places": {card id: number from 1}}; begun: some of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from courses.content_entries import Entry
from courses.exercises.block import Answering, Html, children
from courses.exercises.facts import Choice, Chosen, Exercise, mixed
from courses.exercises.faults import equal
from courses.reading import line, lines
from foundation.refusals import Refusal


@dataclass(frozen=True)
class Card:
    """One thing to place. `pile` is empty where cards are put in order: they are written in the right order."""

    id: str
    text: str
    why: str
    pile: str = ""


class Placed(NamedTuple):
    """A card to place: where this person put it, and, once all are placed, where we would and why."""

    id: str
    text: str
    place: str = ""
    right_place: str = ""
    why: str = ""


@dataclass(frozen=True)
class Ordering(Exercise):
    cards: tuple[Card, ...]
    piles: tuple[str, ...] = ()

    kind: ClassVar[str] = "ordering"
    rule: ClassVar[str | Promise] = _("place every card")
    missing: ClassVar[str | Promise] = _("Place every card: %(question)s")
    minutes: ClassVar[float] = 1
    parts: ClassVar[Mapping[str, type[Any]]] = {"cards": Card}
    told: ClassVar[tuple[str, ...]] = ("cards", "piles")
    alike: ClassVar[bool] = True

    @property
    def places(self) -> tuple[str, ...]:
        return self.piles or tuple(str(number) for number in range(1, len(self.cards) + 1))

    def right_place(self, card: Card) -> str:
        """Where we would put it."""
        return card.pile if self.piles else str(self.cards.index(card) + 1)

    def shown(self, reader: str) -> list[Card]:
        """The cards in an order of this reader's own; never in the right one, where an order is asked for."""
        cards = mixed(self.cards, reader or self.block_id)
        solved = not self.piles and tuple(cards) == self.cards
        return [*cards[1:], cards[0]] if solved else cards

    def read(self, post: QueryDict) -> Chosen:
        given = {card.id: post.get(f"place-{card.id}", "") for card in self.cards}
        if not set(given.values()) <= set(self.places):
            raise Refusal(
                _("Choose a place for every card, then press the button again. What you have placed is kept.")
            )
        if not self.piles and len(set(given.values())) < len(given):
            raise Refusal(
                _("Two cards have the same number. Choose a different number for each, then press the button again.")
            )
        return {"places": given}

    def begun(self, post: QueryDict) -> Chosen:
        given = {card.id: post.get(f"place-{card.id}", "") for card in self.cards}
        placed = {card: place for card, place in given.items() if place in self.places}
        return {"places": placed} if placed else {}

    def done_well(self) -> Chosen:
        return {"places": {card.id: self.right_place(card) for card in self.cards}}

    def is_answered(self, attempts: int) -> bool:
        """Cards of which some are placed are kept, and wait for the rest."""
        return attempts > 0

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> list[Placed]:
        places: Mapping[str, str] = chosen.get("places", {})
        cards = self.shown(reader)
        if not answered:
            return [Placed(card.id, card.text, places.get(card.id, "")) for card in cards]
        return [Placed(card.id, card.text, places.get(card.id, ""), self.right_place(card), card.why) for card in cards]

    def told_now(self) -> list[Choice]:
        return [Choice(card.id, card.text, False, (self.right_place(card), "grey"), card.why) for card in self.cards]


class CardBlock(blocks.StructBlock):
    text = lines(_("Card"))
    pile = line(_("Pile"), required=False, max_length=60, help_text=_("Written exactly as above. Empty for an order."))
    why = lines(_("Why there"), rows=3)

    class Meta:
        label_format = "{text}"


def _stray(cards: Iterable[Any], piles: Sequence[str]) -> Iterator[str]:
    """Cards whose pile there is not."""
    wanted = ", ".join(piles) or gettext("none: leave it empty")
    for pile in dict.fromkeys(card["pile"] or "" for card in cards):
        if pile not in (piles or [""]):
            said = gettext("One card has the pile “%(pile)s”. The piles are: %(piles)s.")
            yield said % {"pile": pile, "piles": wanted}


class OrderingBlock(Answering):
    question = lines(_("Question"))
    cards = blocks.ListBlock(
        CardBlock(),
        label=_("Cards"),
        min_num=2,
        max_num=16,
        collapsed=True,
        help_text=_("For an order, write them in the right order: learners see them mixed."),
    )
    piles = blocks.ListBlock(
        line(_("Pile"), max_length=60),
        label=_("Piles"),
        default=[],
        max_num=5,
        help_text=_("Leave this empty to ask for an order instead."),
    )

    asks = Ordering

    def exercise(self, value: Any, block_id: str, html: Html) -> Ordering:
        cards = tuple(
            Card(key, card["text"], card["why"], card["pile"] or "") for key, card in children(value["cards"])
        )
        return Ordering(block_id, value["question"], cards, tuple(value["piles"]))

    def faults(self, value: Any) -> dict[str, list[str]]:
        piles = list(value["piles"])
        found = {"cards": [*equal([card["text"] for card in value["cards"]]), *_stray(value["cards"], piles)]}
        if len(piles) == 1 or len(set(piles)) < len(piles):
            found["piles"] = [gettext("Name two piles or more, each once; or none, to ask for an order.")]
        return found

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        piles = entry.texts("piles") if entry.has("piles") else []
        cards = [
            card.item({"text": card.text("text"), "why": card.text("why"), "pile": card.text("pile") if piles else ""})
            for card in entry.keyed_entries("items")
        ]
        named = [entry.item(pile, f"pile-{at}") for at, pile in enumerate(piles)]
        return {"question": entry.text("question"), "cards": cards, "piles": named}

    class Meta:
        label = _("Order or piles")
        icon = "list-ol"
        form_layout = BlockGroup(children=["question", "cards"], settings=["piles"])
        description = _("Cards to put in order or to sort into piles. Then they read where we would put each.")
        preview_value = {
            "question": "Sort the cards.",
            "cards": [
                {"text": "Hana cries.", "pile": "Ours", "why": "Tears are ordinary."},
                {"text": "A blood gas result.", "pile": "Not ours", "why": "Nobody here can see the patient."},
            ],
            "piles": ["Ours", "Not ours"],
        }
