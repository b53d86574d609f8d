"""What a facilitator is asked about how sure they are, and what they know. Ours, and free for anybody to use (CC0).

Answers are kept by key: a sentence may be made plainer, but one that asks something else gets a new key. Each sentence
asks one thing. Version 1 asked two at once in three of its eight ("open a session and agree ...", "notice ... and make
room", "what I found hard, and not only ...") and took knowledge for confidence in a fourth ("say who I would call");
its answers stay under its own keys, and are compared with nothing else.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 0, 10
VERSION = 2


class Item(NamedTuple):
    """`last` is the last version that asked it; None while it is asked."""

    key: str
    sentence: str | Promise
    last: int | None = None


ITEMS = (
    Item("room", _("agree with a new group what stays in the room")),
    Item("feelings", _("stay with strong feelings without trying to fix them")),
    Item("missing_voice", _("notice whose voice is missing")),
    Item("racism", _("respond when something racist is said in the group")),
    Item("suicide", _("ask someone directly, in plain words, whether they have thoughts of suicide")),
    Item("working_as_two", _("work with my partner when the two of us disagree")),
    Item("boundaries", _("keep my role inside the group when a member asks for more outside it")),
    Item("found_hard", _("bring to supervision what I found hard")),
)
RETIRED = (
    Item("opening", _("open a session and agree with the group what stays in the room"), last=1),
    Item("voices", _("notice whose voice is missing, and make room for it"), last=1),
    Item("whom_to_call", _("say who I would call, now, if someone were not safe"), last=1),
    Item("supervision", _("bring to supervision what I found hard, and not only what went well"), last=1),
)
KEYS = frozenset(item.key for item in ITEMS)


class Option(NamedTuple):
    key: str
    text: str | Promise


class Knowledge(NamedTuple):
    """A question with one right answer."""

    key: str
    question: str | Promise
    options: tuple[Option, ...]
    right: str

    def text_of(self, option: str) -> str | Promise:
        """What was chosen, in words; empty for what is no option."""
        return next((choice.text for choice in self.options if choice.key == option), "")


WHOM_FIRST = Knowledge(
    "whom_first",
    _("During a session a member tells you that they are about to end their life. Who do you ring first?"),
    (
        Option("supervisor", _("My supervisor")),
        Option("contact", _("Their emergency contact")),
        Option("999", _("999")),
        Option("coordinator", _("The coordinator, for their address")),
        Option("unsure", _("I don't know yet")),
    ),
    right="999",
)
