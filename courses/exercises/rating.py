"""0 to 10, private: for learners to compare with later. Chosen: {"value": 0 to 10}"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup

from courses.content_entries import Entry
from courses.exercises.block import Answering, Html
from courses.exercises.facts import Chosen, Exercise
from courses.exercises.faults import folded
from courses.reading import line, lines
from foundation.refusals import Refusal

NUMBERS = range(11)


@dataclass(frozen=True)
class Rating(Exercise):
    low: str
    high: str

    kind: ClassVar[str] = "rating"
    rule: ClassVar[str | Promise] = _("choose a number")
    missing: ClassVar[str | Promise] = _("Choose a number: %(question)s")
    minutes: ClassVar[float] = 0.25
    alike: ClassVar[bool] = True

    def read(self, post: QueryDict) -> Chosen:
        given = post.get("value", "")
        if given not in {str(number) for number in NUMBERS}:
            raise Refusal(_("Choose a number from 0 to 10, then press the button again."))
        return {"value": int(given)}

    def done_well(self) -> Chosen:
        return {"value": 6}

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> range:
        return NUMBERS


class RatingBlock(Answering):
    prompt = lines(_("Question"))
    low = line(_("What 0 means"), max_length=80)
    high = line(_("What 10 means"), max_length=80)

    asks = Rating

    def exercise(self, value: Any, block_id: str, html: Html) -> Rating:
        return Rating(block_id, value["prompt"], value["low"], value["high"])

    def faults(self, value: Any) -> dict[str, list[str]]:
        if folded(value["low"]) == folded(value["high"]):
            return {"high": [gettext("Both ends of the scale mean the same. Write what 10 means.")]}
        return {}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        return {name: entry.text(name) for name in ("prompt", "low", "high")}

    class Meta:
        label = _("Rating")
        icon = "order"
        form_layout = BlockGroup(children=["prompt"], settings=["low", "high"])
        description = _("0 to 10, private: for learners to compare with later.")
        preview_value = {"prompt": "How sure would you be tonight?", "low": "I would be guessing", "high": "Quite sure"}
