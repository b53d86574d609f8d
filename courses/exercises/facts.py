"""What all kinds of exercise share: plain facts and pure rules. No database, no HTML.

An exercise is found again by the id of its block. What somebody chose is kept as small JSON, one shape for each kind.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, NamedTuple, Protocol, Self, TypeVar

from django.http import QueryDict
from django.utils.functional import Promise

Chosen = Mapping[str, Any]
Tag = tuple[str | Promise, str]


class Words(NamedTuple):
    """The private words that are written at an exercise: what the field is called, and how large it is."""

    label: str | Promise
    rows: int


class Choice(NamedTuple):
    """One option. `tag` is a verdict and its colour, `note` says why; both are empty until they may be seen."""

    id: str
    text: str
    ticked: bool = False
    tag: Tag | None = None
    note: str = ""


class Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


def mixed(items: Sequence[N], reader: str) -> list[N]:
    """`items` in an order that is this reader's own and stays so; as they are written for nobody in particular.

    Derived from the reader and the items' ids, and never stored.
    """
    if not reader:
        return list(items)
    return sorted(items, key=lambda item: hashlib.sha256(f"{reader}/{item.id}".encode()).digest())


@dataclass(frozen=True)
class Exercise:
    """One question of a step. `block_id` outlives every edit of its words."""

    block_id: str
    question: str

    # The name of its block, its template and its answers.
    kind: ClassVar[str] = ""
    # How the rule that completes a step names it, and what is said when it is missing.
    rule: ClassVar[str | Promise] = ""
    missing: ClassVar[str | Promise] = ""
    # The same once it was answered, and not well yet. Where there is none, `missing` is said.
    again: ClassVar[str | Promise] = ""
    # Minutes that answering takes, reading apart.
    minutes: ClassVar[float] = 0
    # What its lists are made of, by their names.
    parts: ClassVar[Mapping[str, type[Any]]] = {}
    # The facts by which it says what is right: who has done it keeps seeing them as they were.
    told: ClassVar[tuple[str, ...]] = ()
    # Whether something is chosen, and which private words are written: one of the two, or first words, then a choice.
    # A conversation's are written at its turns (`prompt`).
    chooses: ClassVar[bool] = True
    words: ClassVar[Words | None] = None
    # What is kept as chosen once the words are written and the options are open.
    opened: ClassVar[Chosen] = {}
    # Nothing more to send once it is done; a right answer stays, whatever comes after it.
    closes: ClassVar[bool] = False
    right_stays: ClassVar[bool] = False
    # It opens bit by bit: what was begun stands, whatever became of the question; and what follows it in the step is
    # folded away until it is done, for it discusses the answers.
    unfolds: ClassVar[bool] = False

    # Whoever has not answered it sees it alike, but for the order of its options; and so does, where there are few,
    # whoever chose the same of them (`courses/drawn_once.py`).
    alike: ClassVar[bool] = False
    alike_answered: ClassVar[bool] = False

    @property
    def words_first(self) -> bool:
        """Private words open its options."""
        return self.chooses and self.words is not None

    @property
    def writes(self) -> bool:
        """Whether private words can be written anywhere in it."""
        return self.words is not None

    def prompt(self, block_id: str) -> "Exercise | None":
        """What asks for the private words of this id: itself, or a part of it."""
        return self if self.words and block_id == self.block_id else None

    def prompt_now(self, chosen: Chosen, *, answered: bool) -> "Exercise | None":
        """What asks for private words now, at what was chosen so far."""
        return self if self.words and not (self.chooses and answered) else None

    def lines(self, chosen: Chosen) -> "Sequence[Exercise]":
        """The own lines that came before this choice, and stand beside it."""
        return (self,) if self.words_first else ()

    @property
    def landing(self) -> str:
        """The name of the place on the page to which its buttons lead back."""
        return f"exercise-{self.block_id}"

    def snapshot(self) -> dict[str, Any]:
        """The question as it was asked, to be kept beside its answer."""
        return {"kind": self.kind, **asdict(self)}

    def kept_with(self, chosen: Chosen) -> dict[str, Any]:
        """The snapshot that is kept beside this choice."""
        return self.snapshot()

    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.snapshot(), sort_keys=True).encode()).hexdigest()

    def told_as_in(self, snapshot: Mapping[str, Any]) -> bool:
        """Whether an answer is told today what it was told then: its options and their verdicts are the same."""
        now = self.snapshot()
        return all(
            json.dumps(now.get(name), sort_keys=True) == json.dumps(snapshot.get(name), sort_keys=True)
            for name in self.told
        )

    @classmethod
    def as_asked(cls, snapshot: Mapping[str, Any]) -> Self:
        """The question as it was when `snapshot` was taken. Raises TypeError or KeyError for one of another shape."""
        facts = {name: value for name, value in snapshot.items() if name != "kind"}
        return cls(
            **{**facts, **{name: tuple(part(**fact) for fact in facts[name]) for name, part in cls.parts.items()}}
        )

    # Marking.

    def read(self, post: QueryDict) -> Chosen:
        """What was chosen in a posted form. Raises Refusal, in the user's words, for nothing or for nonsense."""
        raise NotImplementedError

    def begun(self, post: QueryDict) -> Chosen:
        """As much as can be kept of what `read` refuses because it is not all there yet. Mostly nothing."""
        return {}

    def joined(self, before: Chosen | None, chosen: Chosen) -> Chosen:
        """What is kept of a new choice, beside what was kept of this exercise before. Raises Refusal for too early."""
        return chosen

    def opened_by(self, prompt: str, before: Chosen | None) -> Chosen:
        """What is kept once the line at `prompt` is written. The same as before, if that opens nothing new."""
        return self.opened if before is None else before

    def passes(self, chosen: Chosen) -> bool:
        """Whether this choice does the exercise."""
        return True

    def done_well(self) -> Chosen:
        """A choice that does it: what the people of the demo answer."""
        raise NotImplementedError

    # Drawing.

    def is_answered(self, attempts: int) -> bool:
        """Whether a kept choice is an answer, and not the beginning of one."""
        return True

    def told_now(self) -> Sequence[Choice]:
        """All that it says of its options, for who answered it while it was another question."""
        return []

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> Sequence[Any]:
        """What can be chosen, for its template, with no more said of it than this person may see yet.

        `reader` stands for one person, and is empty for nobody in particular: options come in an order of their own.
        """
        return []

    def hint(self) -> str:
        """An editor's plain text below the place to write."""
        return ""

    def open_to_all(self) -> list[str]:
        """What anybody may read of it before they answer, and find by searching: never an option, nor a reason."""
        return [self.question, self.hint()]
