"""Small things to do or to have ready: done when all are ticked, but those that may come later.

Ticks are private. Chosen: {"ticked": [item id, ...]}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.content_entries import Entry
from courses.exercises.block import Answering, Html, children
from courses.exercises.facts import Choice, Chosen, Exercise
from courses.exercises.faults import equal
from courses.reading import lines
from foundation.refusals import Refusal


@dataclass(frozen=True)
class ChecklistItem:
    id: str
    text: str


@dataclass(frozen=True)
class Checklist(Exercise):
    items: tuple[ChecklistItem, ...]
    # What cannot be done yet without a partner, a group, a date. A tick here is kept, and never asked for.
    later: tuple[ChecklistItem, ...] = ()

    kind: ClassVar[str] = "checklist"
    rule: ClassVar[str | Promise] = _("tick each thing on the list, except what can come later")
    missing: ClassVar[str | Promise] = _("Tick each thing when it is done: %(question)s")
    minutes: ClassVar[float] = 0.5
    parts: ClassVar[Mapping[str, type[Any]]] = {"items": ChecklistItem, "later": ChecklistItem}
    alike: ClassVar[bool] = True

    def open_to_all(self) -> list[str]:
        return [*super().open_to_all(), *(item.text for item in self.items)]

    def read(self, post: QueryDict) -> Chosen:
        ticked = set(post.getlist("ticked"))
        known = [item.id for item in (*self.items, *self.later) if item.id in ticked]
        if len(known) != len(ticked):
            raise Refusal(_("The list has changed since you opened the page. Please check it again, then save."))
        return {"ticked": known}

    def passes(self, chosen: Chosen) -> bool:
        return {item.id for item in self.items} <= set(chosen["ticked"])

    def done_well(self) -> Chosen:
        return {"ticked": [item.id for item in self.items]}

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> list[Choice]:
        ticked = chosen.get("ticked", ())
        now = [Choice(item.id, item.text, item.id in ticked) for item in self.items]
        return now + [Choice(item.id, _may_wait(item.text), item.id in ticked) for item in self.later]


def _may_wait(thing: str) -> str:
    return gettext("%(thing)s (this can come later)") % {"thing": thing}


class ChecklistBlock(Answering):
    intro = lines(_("Introduction"))
    items = blocks.ListBlock(lines(_("Thing to do or have")), label=_("Things"), min_num=1, max_num=12)
    later = blocks.ListBlock(
        lines(_("Thing to do or have")),
        label=_("Things that can come later"),
        help_text=_("What takes a partner, a group or a date. The step can be finished without them."),
        min_num=0,
        max_num=12,
        default=[],
        required=False,
    )

    asks = Checklist

    def exercise(self, value: Any, block_id: str, html: Html) -> Checklist:
        now, later = (
            tuple(ChecklistItem(key, text) for key, text in children(value[name])) for name in ("items", "later")
        )
        return Checklist(block_id, value["intro"], now, later)

    def faults(self, value: Any) -> dict[str, list[str]]:
        return {"items": list(equal([*value["items"], *value["later"]]))}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        things = {
            name: [thing.item(thing.text("text")) for thing in entry.keyed_entries(name)]
            for name in ("items", "later")
            if name == "items" or entry.has(name)
        }
        return {"intro": entry.text("intro"), **things}

    class Meta:
        label = _("Checklist")
        icon = "form"
        description = _("Small things to do or to have ready. Ticks are private.")
        preview_value = {"intro": "This week:", "items": ["I have said it aloud to a real person."], "later": []}
