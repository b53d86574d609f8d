"""A question with right answers, and as many tries as learners like. Chosen: {"options": [option id, ...]}"""

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
from courses.exercises.facts import Choice, Chosen, Exercise, Tag, mixed
from courses.exercises.faults import equal
from courses.reading import lines
from foundation.refusals import Refusal

RIGHT: Tag = (_("Right"), "green")
NOT_RIGHT: Tag = (_("Not right"), "grey")


@dataclass(frozen=True)
class CheckOption:
    id: str
    text: str
    right: bool
    feedback: str

    @property
    def tag(self) -> Tag:
        return RIGHT if self.right else NOT_RIGHT


@dataclass(frozen=True)
class Check(Exercise):
    options: tuple[CheckOption, ...]
    keep_order: bool = False

    kind: ClassVar[str] = "check"
    rule: ClassVar[str | Promise] = _("answer the question correctly (as many tries as you like)")
    missing: ClassVar[str | Promise] = _("Answer the question: %(question)s")
    again: ClassVar[str | Promise] = _("Not right yet, try again: %(question)s")
    minutes: ClassVar[float] = 0.5
    parts: ClassVar[Mapping[str, type[Any]]] = {"options": CheckOption}
    told: ClassVar[tuple[str, ...]] = ("options",)
    closes: ClassVar[bool] = True
    right_stays: ClassVar[bool] = True
    alike_answered: ClassVar[bool] = True

    @property
    def single(self) -> bool:
        """Radios when exactly one option is right, else checkboxes."""
        return sum(option.right for option in self.options) == 1

    def read(self, post: QueryDict) -> Chosen:
        chosen = set(post.getlist("option"))
        known = [option.id for option in self.options if option.id in chosen]
        if not known or len(known) != len(chosen) or (self.single and len(known) > 1):
            raise Refusal(_("Choose an answer, then press the button again."))
        return {"options": known}

    def passes(self, chosen: Chosen) -> bool:
        return set(chosen["options"]) == {option.id for option in self.options if option.right}

    def done_well(self) -> Chosen:
        return {"options": [option.id for option in self.options if option.right]}

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> list[Choice]:
        """After an answer each chosen option says why it is right or not; once it is done, all of them do."""
        ticked = set(chosen.get("options", ()))
        return [
            Choice(option.id, option.text, option.id in ticked, option.tag, option.feedback)
            if done or option.id in ticked
            else Choice(option.id, option.text)
            for option in mixed(self.options, "" if self.keep_order else reader)
        ]

    def told_now(self) -> list[Choice]:
        return [Choice(option.id, option.text, False, option.tag, option.feedback) for option in self.options]


class CheckOptionBlock(blocks.StructBlock):
    text = lines(_("Answer"))
    right = blocks.BooleanBlock(label=_("This is right"), required=False)
    feedback = lines(
        _("Why"), rows=3, help_text=_("What learners read if they chose this: why it is right, or why it is tempting.")
    )

    class Meta:
        label_format = "{text}"


class CheckBlock(Answering):
    question = lines(_("Question"))
    options = blocks.ListBlock(CheckOptionBlock(), label=_("Answers"), min_num=2, max_num=8, collapsed=True)
    keep_order = keep_order_block()

    asks = Check

    def exercise(self, value: Any, block_id: str, html: Html) -> Check:
        options = tuple(
            CheckOption(key, option["text"], option["right"], option["feedback"])
            for key, option in children(value["options"])
        )
        return Check(block_id, value["question"], options, bool(value.get("keep_order")))

    def faults(self, value: Any) -> dict[str, list[str]]:
        found = list(equal([option["text"] for option in value["options"]]))
        right = [option["right"] for option in value["options"]]
        if not any(right):
            found.append(gettext("Mark at least one answer as right."))
        elif all(right):
            found.append(gettext("Every answer is right. Add one that is not, with why it is tempting."))
        return {"options": found}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        options = [
            option.item(
                {"text": option.text("text"), "right": option.flag("right"), "feedback": option.text("feedback")}
            )
            for option in entry.keyed_entries("options")
        ]
        return {"question": entry.text("question"), "options": options, "keep_order": entry.flag("keep_order")}

    class Meta:
        label = _("Knowledge check")
        icon = "tick"
        form_layout = BlockGroup(children=["question", "options"], settings=["keep_order"])
        description = _("A question with as many tries as learners like. Every answer says why.")
        preview_value = {
            "question": "What is the main job of a facilitator?",
            "options": [
                {"text": "To hold a structure", "right": True, "feedback": "Yes."},
                {"text": "To have solutions", "right": False, "feedback": "It comes from kindness."},
            ],
        }
