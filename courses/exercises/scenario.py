"""A vignette: one's own line first, in private, then several tolerable options.

Chosen: {"option": option id}, or {"option": ""} once the line is kept and the options are open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from courses.content_entries import Entry
from courses.exercises.block import Answering, Html, children, keep_order_block
from courses.exercises.facts import Choice, Chosen, Exercise, Words, mixed
from courses.exercises.faults import equal
from courses.exercises.verdicts import COSTLY, VERDICTS, verdict_block
from courses.reading import PLAIN, lines
from foundation.refusals import Refusal


@dataclass(frozen=True)
class ScenarioOption:
    id: str
    text: str
    consequence: str
    verdict: str

    def told(self, chosen: bool = False) -> Choice:
        """With what comes of it."""
        return Choice(self.id, self.text, chosen, VERDICTS[self.verdict], self.consequence)


@dataclass(frozen=True)
class Scenario(Exercise):
    situation: str
    options: tuple[ScenarioOption, ...]
    keep_order: bool = False

    kind: ClassVar[str] = "scenario"
    rule: ClassVar[str | Promise] = _("write your own line and choose an answer")
    missing: ClassVar[str | Promise] = _("Write your own line, then choose an answer: %(question)s")
    minutes: ClassVar[float] = 2
    parts: ClassVar[Mapping[str, type[Any]]] = {"options": ScenarioOption}
    told: ClassVar[tuple[str, ...]] = ("options",)
    words: ClassVar[Words | None] = Words(_("Your own line"), rows=3)
    opened: ClassVar[Chosen] = {"option": ""}
    closes: ClassVar[bool] = True
    unfolds: ClassVar[bool] = True

    def open_to_all(self) -> list[str]:
        return [self.situation, *super().open_to_all()]

    def read(self, post: QueryDict) -> Chosen:
        option = post.get("option", "")
        if option not in {known.id for known in self.options}:
            raise Refusal(_("Choose the answer that is nearest to what you would do, then press the button again."))
        return {"option": option}

    def passes(self, chosen: Chosen) -> bool:
        return bool(chosen["option"])

    def done_well(self) -> Chosen:
        return {"option": self.options[0].id}

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> list[Choice]:
        """No option before the person's own line; no consequence before they have chosen."""
        if not answered:
            return []
        options = mixed(self.options, "" if self.keep_order else reader)
        if not chosen["option"]:
            return [Choice(option.id, option.text) for option in options]
        return [option.told(option.id == chosen["option"]) for option in options]

    def told_now(self) -> list[Choice]:
        return [option.told() for option in self.options]


class ScenarioOptionBlock(blocks.StructBlock):
    text = lines(_("What someone might do or say"))
    consequence = lines(_("What happens"), rows=3)
    verdict = verdict_block()


class ScenarioBlock(Answering):
    situation = blocks.RichTextBlock(features=PLAIN, label=_("Situation"))
    question = lines(_("Question"), help_text=_("Learners write their own line before they see any option."))
    options = blocks.ListBlock(ScenarioOptionBlock(), label=_("Options"), min_num=2, max_num=5, collapsed=True)
    keep_order = keep_order_block()

    asks = Scenario

    def exercise(self, value: Any, block_id: str, html: Html) -> Scenario:
        options = tuple(
            ScenarioOption(key, option["text"], option["consequence"], option["verdict"])
            for key, option in children(value["options"])
        )
        return Scenario(
            block_id, value["question"], html(value["situation"].source), options, bool(value.get("keep_order"))
        )

    def faults(self, value: Any) -> dict[str, list[str]]:
        found = list(equal([option["text"] for option in value["options"]]))
        if sum(option["verdict"] != COSTLY for option in value["options"]) < 2:
            found.append(gettext("Let at least two options be tolerable: real life has more than one way."))
        return {"options": found}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        options = [
            option.item({name: option.text(name) for name in ("text", "consequence", "verdict")})
            for option in entry.keyed_entries("options")
        ]
        return {
            "situation": entry.prose("situation"),
            "question": entry.text("question"),
            "options": options,
            "keep_order": entry.flag("keep_order"),
        }

    class Meta:
        label = _("Scenario")
        icon = "comment"
        form_layout = BlockGroup(children=["situation", "question", "options"], settings=["keep_order"])
        description = _("A vignette: learners write their own line first, then see several tolerable options.")
        preview_value = {
            "situation": "<p>Saturday, 22:40. A message comes from Hana.</p>",
            "question": "What would you write back?",
            "options": [
                {
                    "text": "You answer at once.",
                    "consequence": "She is relieved; on Sunday there are two more.",
                    "verdict": "workable",
                },
                {"text": "You answer in the morning.", "consequence": "She waited, and managed.", "verdict": "strong"},
            ],
        }
