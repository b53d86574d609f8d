"""The eight things a facilitator is asked how sure they are of. Ours, and free for anybody to use (CC0).

Answers are kept by key: a sentence may be made plainer, but one that asks something else gets a new key.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 0, 10


class Item(NamedTuple):
    key: str
    sentence: str | Promise


ITEMS = (
    Item("opening", _("open a session and agree with the group what stays in the room")),
    Item("feelings", _("stay with strong feelings without trying to fix them")),
    Item("voices", _("notice whose voice is missing, and make room for it")),
    Item("suicide", _("ask someone directly, in plain words, whether they have thoughts of suicide")),
    Item("whom_to_call", _("say who I would call, now, if someone were not safe")),
    Item("working_as_two", _("work with my partner when the two of us disagree")),
    Item("boundaries", _("keep my role inside the group when a member asks for more outside it")),
    Item("supervision", _("bring to supervision what I found hard, and not only what went well")),
)
KEYS = frozenset(item.key for item in ITEMS)
