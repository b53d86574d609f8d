"""How what somebody says or does may go, in words that leave more than one good way."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.exercises.facts import Tag

COSTLY = "costly"
VERDICTS: dict[str, Tag] = {
    "strong": (_("Goes well"), "green"),
    "workable": (_("Will do"), "blue"),
    COSTLY: (_("Costs something"), "orange"),
}


def verdict_block() -> blocks.ChoiceBlock:
    choices = [(verdict, label) for verdict, (label, _colour) in VERDICTS.items()]
    return blocks.ChoiceBlock(label=_("How it goes"), choices=choices)
