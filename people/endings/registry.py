"""What an event is, and what hangs on it. Each app registers its own in `AppConfig.ready`; the README says how."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation.http import Request
from foundation.registry import Registry
from people.endings.models import Ending, Event
from people.models import Programme, SupervisionAssignment, User

Words = str | Promise
# Between a choice and what it asked besides.
ANSWER = "@"


@dataclass(frozen=True)
class Occasion:
    """One event: `subject` is the row that ends, at the instant `at`, which may lie after `now`.

    `gone` is whom nothing planned may name afterwards; `successor` comes in their place. `until` is the end of a leave.
    """

    event: Event
    programme: Programme
    subject: Any
    at: datetime
    now: datetime
    by: User | None = None
    gone: User | None = None
    successor: User | None = None
    until: datetime | None = None
    # What the page showed of what was decided before (foundation/seen.py).
    seen: str = ""


@dataclass(frozen=True)
class Telling:
    """What one person is told: a sentence on their My day, where to go on, and a mail without content.

    Without `mail` where they get another one about the same.
    """

    person: User
    words: Words
    path: str = ""
    mail: bool = True


class Asks:
    """What a choice asks besides, for instance to which day a meeting moves: fields of its own on the page."""

    def fields(self) -> Mapping[str, forms.Field]:
        """None of them required: they are judged once this choice is made."""
        raise NotImplementedError

    def answer(self, given: Mapping[str, Any]) -> str:
        """The answer as it is kept with the choice. Raises ValidationError by field, in the user's words."""
        raise NotImplementedError

    def choice(self, answer: str) -> "Choice":
        """What the choice does with this answer."""
        raise NotImplementedError


@dataclass(frozen=True)
class Choice:
    """One way to deal with something that hangs. `carry_out` writes it, at the instant of the event.

    `keeps` where it stays as it is, because somebody who is there looks after it. One that `asks` is kept as
    "key@answer".
    """

    key: str
    label: Words
    carry_out: Callable[[], None]
    tells: Sequence[Telling] = ()
    keeps: bool = False
    asks: Asks | None = None

    def with_answer(self, answer: str) -> "Choice":
        return self.asks.choice(answer) if self.asks else self


@dataclass(frozen=True)
class Hanging:
    """One thing that hangs on an event, `about` somebody. The first choice is the default; a single one happens.

    So the first asks nothing besides. Where somebody `must_choose`, it is what is said while nobody was asked, and the
    page offers the others alone.
    """

    record_id: UUID
    words: Words
    choices: Sequence[Choice]
    about: User | None = None
    must_choose: bool = False

    @property
    def offered(self) -> Sequence[Choice]:
        return self.choices[1:] if self.must_choose else self.choices

    def chosen(self, key: str | None) -> Choice:
        name, _at, answer = (key or "").partition(ANSWER)
        found = next((choice for choice in self.choices if choice.key == name), self.choices[0])
        if found.asks is None:
            return found
        return found.with_answer(answer) if answer else self.choices[0]


@dataclass(frozen=True)
class Entry:
    """One kind of thing that may hang on these events; `find(occasion)` takes a constant number of queries.

    What whoever ends it may not know of (that somebody asked to be checked in with, that there is a concern) is
    `unseen`: the page says this sentence, always and without a number, and each is carried out by its default.
    """

    heading: Words
    events: frozenset[Event]
    find: Callable[[Occasion], Sequence[Hanging]]
    unseen: Words = ""


class Kind:
    """How one event is found, said and done. A subclass for each event, registered under its name.

    Where the button ends it, as it mostly does, a subclass of `EndingKind` (kinds.py).
    """

    # Whether its instant may be chosen, and may lie ahead.
    dated = False
    button: Words = ""

    def load(self, request: Request, pk: UUID | None, /, **more: Any) -> Occasion:
        """What the page is about; `more` is what else stands in its address. Raises Http404 unless the user may."""
        raise NotImplementedError

    def perform(self, occasion: Occasion, choices: Mapping[str, str]) -> None:
        """What the page's button does."""
        raise NotImplementedError

    def again(self, ending: Ending, now: datetime) -> Occasion:
        """The occasion of an ending that was decided before."""
        raise NotImplementedError

    def title(self, occasion: Occasion) -> str:
        raise NotImplementedError

    def sentences(self, _occasion: Occasion) -> Sequence[Words]:
        """What it means, before the list of what hangs on it."""
        return ()

    def lead(self, occasion: Occasion) -> str:
        """What stands before the sentences."""
        return _("From then on, in %(programme)s:") % {"programme": occasion.programme.name}

    def beside(self, _occasion: Occasion) -> tuple[str, str] | None:
        """Another page for what they may have meant: its words and its address."""
        return None

    def said(self, occasion: Occasion) -> str:
        """The message once it is done."""
        raise NotImplementedError

    def back(self, request: Request, occasion: Occasion) -> str:
        """The address of the page that led here."""
        raise NotImplementedError

    def locked(self, occasion: Occasion) -> Occasion:
        """The same with its subject locked and fresh."""
        raise NotImplementedError

    def ended_at(self, occasion: Occasion) -> datetime | None:
        """When the subject ends or has ended, as far as is known."""
        raise NotImplementedError

    def refuse(self, occasion: Occasion) -> None:
        """Raise Refusal where `occasion.by` may not do this, or not yet."""

    def decide(self, occasion: Occasion) -> None:
        """Write its instant where rights hang on it, for a day that lies ahead too."""

    def take_back(self, occasion: Occasion) -> None:
        """Undo `decide`: called off before its day."""

    def carry_out(self, occasion: Occasion) -> None:
        """End it, at its instant."""
        raise NotImplementedError

    def tells(self, _occasion: Occasion) -> Sequence[Telling]:
        """Whom to tell, whatever else hangs on it."""
        return ()

    def announces(self, _occasion: Occasion) -> Sequence[Telling]:
        """Whom to tell when it is decided for a day ahead."""
        return ()

    def decided(self, occasion: Occasion) -> Sequence[object]:
        """What another may have decided of the same subject before: shown on the page, and not replaced unseen."""
        raise NotImplementedError


def decided_ahead(ending: Ending | None) -> Sequence[object]:
    return (ending.pk, ending.decided_at, ending.by_id) if ending else ()


kinds: Registry[Kind] = Registry("how an event is said and done")
entries: Registry[Entry] = Registry("what hangs on an event")

# What else ends with it: (occasion) -> further occasions, each with all that hangs on it in turn.
Follows = Callable[[Occasion], Sequence[Occasion]]
follows: Registry[Follows] = Registry("what else ends with an event")

# What waited for somebody's next supervisor: (the supervision that has begun, now), within the transaction.
Receive = Callable[[SupervisionAssignment, datetime], None]
beginnings: Registry[Receive] = Registry("what waits for a supervision to begin")

# What to say before anything else, for instance that a pair would be split between supervisors.
Warn = Callable[[Occasion], Sequence[Words]]
warnings: Registry[Warn] = Registry("what to consider before an event")


@dataclass(frozen=True)
class Found:
    """A thing that hangs, with the entry that found it. `name` is what its choice is kept under."""

    entry_name: str
    entry: Entry
    hanging: Hanging

    @property
    def name(self) -> str:
        return f"{self.entry_name}:{self.hanging.record_id}"

    @property
    def only(self) -> Choice:
        """What happens where nobody is asked."""
        return self.hanging.choices[0]

    def chosen(self, choices: Mapping[str, str]) -> Choice:
        return self.hanging.chosen(choices.get(self.name))
