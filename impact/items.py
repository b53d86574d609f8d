"""What participants are asked after a session. Ours, and free for anybody to use (CC0), but for the national question.

Answers are kept by key: a sentence may be made plainer, but one that asks something else gets a new key. No item has
room for words: distress in them would wait unread.
"""

from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 0, 10


class Item(NamedTuple):
    key: str
    sentence: str | Promise


# The last one looks for harm: of it alone, a high number is the bad one.
SESSION_ITEMS = (
    Item("safe", _("I felt safe enough to speak.")),
    Item("heard", _("I felt heard.")),
    Item("less_alone", _("I feel less alone with my work.")),
    Item("worse", _("I left feeling worse.")),
)


class Lonely(models.TextChoices):
    """The answers to the direct question of the national indicators of loneliness, in their words (ONS, 2018)."""

    OFTEN = "often", _("Often or always")
    SOME = "some", _("Some of the time")
    OCCASIONALLY = "occasionally", _("Occasionally")
    HARDLY = "hardly", _("Hardly ever")
    NEVER = "never", _("Never")


LONELY_ASKS = _("How often do you feel lonely?")
