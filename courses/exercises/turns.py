"""What a conversation is made of: its turns with their options, its ends, and what a page shows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple, Self

from django.utils.translation import gettext_lazy as _

from courses.exercises.facts import Choice, Exercise, Words, mixed
from courses.exercises.verdicts import VERDICTS

# A form sends a way as one short word: of each option the beginning of its id, enough to tell it from three others.
SHORT = 8


@dataclass(frozen=True)
class TurnOption:
    id: str
    text: str
    consequence: str
    verdict: str
    # The id of a turn or of an end; empty in a draft that leads nowhere yet.
    next: str

    def told(self) -> Choice:
        """With what comes of it."""
        return Choice(self.id, self.text, True, VERDICTS[self.verdict], self.consequence)


@dataclass(frozen=True)
class Turn(Exercise):
    """One turn. It asks for the own line that may come before its options."""

    said: str
    own_line: bool
    options: tuple[TurnOption, ...]
    keep_order: bool = False

    parts: ClassVar[Mapping[str, type[Any]]] = {"options": TurnOption}
    words: ClassVar[Words | None] = Words(_("Your own line"), rows=3)

    def option(self, option_id: str) -> TurnOption | None:
        """By its id, or as forms send it."""
        return next((option for option in self.options if option_id in (option.id, option.id[:SHORT])), None)

    def in_order_for(self, reader: str) -> Self:
        return replace(self, options=tuple(mixed(self.options, reader)))


@dataclass(frozen=True)
class End:
    id: str
    title: str
    body: str


class Taken(NamedTuple):
    """One turn of a way, and what was chosen at it."""

    turn: Turn
    option: TurnOption


@dataclass(frozen=True)
class Moment:
    """What the page shows of one turn or end: one that has passed has `taken`, the one that is now has `options`."""

    id: str
    title: str = ""
    said: str = ""
    question: str = ""
    taken: Choice | None = None
    # What could have been said instead: shown once an end is reached.
    others: Sequence[Choice] = ()
    # What a button sends that leads back to this turn.
    back: str = ""
    options: Sequence[Choice] = ()
    # The options open after an own line.
    writes: bool = False
    # An end: how many of all this person has seen.
    seen: int = 0
    total: int = 0
