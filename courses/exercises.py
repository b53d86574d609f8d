"""What a learner answers: six kinds of exercise as plain facts and pure rules. No database, no HTML.

An exercise is found again by the id of its block. What somebody chose is kept as small JSON, one shape for each kind:

    check       {"options": [option id, ...]}
    scenario    {"option": option id}, or {"option": ""} once their own line is kept and the options are open
    ordering    {"places": {item id: pile}} or {"places": {item id: number from 1}}; begun: some of them
    checklist   {"ticked": [item id, ...]}
    rating      {"value": 0 to 10}
    reflection  nothing here: its words are sealed
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal

Chosen = Mapping[str, Any]
MOST = 10


@dataclass(frozen=True)
class Exercise:
    """One question of a step. `block_id` outlives every edit of its words."""

    block_id: str
    question: str

    kind: ClassVar[str] = ""
    # How the rule that completes a step names it, and what is said when it is missing.
    rule: ClassVar[str | Promise] = ""
    missing: ClassVar[str | Promise] = ""
    # What its lists are made of, by their names.
    parts: ClassVar[Mapping[str, type[Any]]] = {}

    def snapshot(self) -> dict[str, Any]:
        """The question as it was asked, to be kept beside its answer."""
        return {"kind": self.kind, **asdict(self)}

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.snapshot(), sort_keys=True).encode()).hexdigest()

    def told_as_in(self, snapshot: Mapping[str, Any]) -> bool:
        """Whether an answer is told today what it was told then: its options and their verdicts are the same."""
        now, names = self.snapshot(), (*self.parts, "piles")
        return all(
            json.dumps(now.get(name), sort_keys=True) == json.dumps(snapshot.get(name), sort_keys=True)
            for name in names
        )

    def read(self, post: QueryDict) -> Chosen:
        """What was chosen in a posted form. Raises Refusal, in the user's words, for nothing or for nonsense."""
        raise NotImplementedError

    def begun(self, post: QueryDict) -> Chosen:
        """As much as can be kept of what `read` refuses because it is not all there yet. Mostly nothing."""
        return {}

    def passes(self, chosen: Chosen) -> bool:
        """Whether this choice does the exercise."""
        return True

    @classmethod
    def as_asked(cls, snapshot: Mapping[str, Any]) -> Self:
        """The question as it was when `snapshot` was taken. Raises TypeError or KeyError for one of another shape."""
        facts = {name: value for name, value in snapshot.items() if name != "kind"}
        return cls(**{**facts, **{name: tuple(part(**one) for one in facts[name]) for name, part in cls.parts.items()}})


@dataclass(frozen=True)
class CheckOption:
    id: str
    text: str
    right: bool
    feedback: str


@dataclass(frozen=True)
class Check(Exercise):
    options: tuple[CheckOption, ...]

    kind: ClassVar[str] = "check"
    parts: ClassVar[Mapping[str, type[Any]]] = {"options": CheckOption}
    rule: ClassVar[str | Promise] = _("answer the question correctly (as many tries as you like)")
    missing: ClassVar[str | Promise] = _("Answer the question: %(question)s")

    @property
    def single(self) -> bool:
        """Radios when exactly one option is right, else checkboxes."""
        return sum(option.right for option in self.options) == 1

    def read(self, post: QueryDict) -> Chosen:
        chosen = set(post.getlist("option"))
        known = [option.id for option in self.options if option.id in chosen]
        if not known or len(known) != len(chosen) or (self.single and len(known) > 1):
            raise Refusal(_("Choose an answer, then press the button again."))
        return {"options": known}

    def passes(self, chosen: Chosen) -> bool:
        return set(chosen["options"]) == {option.id for option in self.options if option.right}


@dataclass(frozen=True)
class ScenarioOption:
    id: str
    text: str
    consequence: str
    verdict: str


@dataclass(frozen=True)
class Scenario(Exercise):
    situation: str
    options: tuple[ScenarioOption, ...]

    kind: ClassVar[str] = "scenario"
    parts: ClassVar[Mapping[str, type[Any]]] = {"options": ScenarioOption}
    rule: ClassVar[str | Promise] = _("write your own line and choose an answer")
    missing: ClassVar[str | Promise] = _("Write your own line, then choose an answer: %(question)s")

    def read(self, post: QueryDict) -> Chosen:
        option = post.get("option", "")
        if option not in {known.id for known in self.options}:
            raise Refusal(_("Choose the answer that is nearest to what you would do, then press the button again."))
        return {"option": option}

    def passes(self, chosen: Chosen) -> bool:
        return bool(chosen["option"])


@dataclass(frozen=True)
class Card:
    """One thing to place. `pile` is empty where cards are put in order: they are written in the right order."""

    id: str
    text: str
    why: str
    pile: str = ""


@dataclass(frozen=True)
class Ordering(Exercise):
    cards: tuple[Card, ...]
    piles: tuple[str, ...] = ()

    kind: ClassVar[str] = "ordering"
    parts: ClassVar[Mapping[str, type[Any]]] = {"cards": Card}
    rule: ClassVar[str | Promise] = _("place every card")
    missing: ClassVar[str | Promise] = _("Place every card: %(question)s")

    @property
    def places(self) -> tuple[str, ...]:
        return self.piles or tuple(str(number) for number in range(1, len(self.cards) + 1))

    def ours(self, card: Card) -> str:
        """Where we would put it."""
        return card.pile if self.piles else str(self.cards.index(card) + 1)

    def shown(self) -> list[Card]:
        """The cards in an order that gives nothing away, the same for everybody."""
        return sorted(self.cards, key=lambda card: hashlib.sha256(f"{self.block_id}{card.id}".encode()).digest())

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


@dataclass(frozen=True)
class ReflectionPrompt(Exercise):
    help_text: str = ""

    kind: ClassVar[str] = "reflection"
    rule: ClassVar[str | Promise] = _("write your reflection, or choose that you have thought about it")
    missing: ClassVar[str | Promise] = _(
        "Write your reflection, or choose that you have thought about it: %(question)s"
    )


@dataclass(frozen=True)
class ChecklistItem:
    id: str
    text: str


@dataclass(frozen=True)
class Checklist(Exercise):
    items: tuple[ChecklistItem, ...]

    kind: ClassVar[str] = "checklist"
    parts: ClassVar[Mapping[str, type[Any]]] = {"items": ChecklistItem}
    rule: ClassVar[str | Promise] = _("tick at least one thing on the list (come back for the others)")
    missing: ClassVar[str | Promise] = _("Tick at least one thing: %(question)s")

    def read(self, post: QueryDict) -> Chosen:
        ticked = set(post.getlist("ticked"))
        known = [item.id for item in self.items if item.id in ticked]
        if len(known) != len(ticked):
            raise Refusal(_("The list has changed since you opened the page. Please check it again, then save."))
        return {"ticked": known}

    def passes(self, chosen: Chosen) -> bool:
        return bool(chosen["ticked"])


@dataclass(frozen=True)
class Rating(Exercise):
    low: str
    high: str

    kind: ClassVar[str] = "rating"
    rule: ClassVar[str | Promise] = _("choose a number")
    missing: ClassVar[str | Promise] = _("Choose a number: %(question)s")

    def read(self, post: QueryDict) -> Chosen:
        given = post.get("value", "")
        if given not in {str(number) for number in range(MOST + 1)}:
            raise Refusal(_("Choose a number from 0 to 10, then press the button again."))
        return {"value": int(given)}
