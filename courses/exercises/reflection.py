"""Private words at a prompt, or "I have thought about it". Nothing is chosen: its words are sealed."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup

from courses.content_entries import Entry
from courses.exercises.block import Answering, Html
from courses.exercises.facts import Exercise, Words
from courses.reading import lines


@dataclass(frozen=True)
class ReflectionPrompt(Exercise):
    help_text: str = ""

    kind: ClassVar[str] = "reflection"
    rule: ClassVar[str | Promise] = _("write your reflection, or choose that you have thought about it")
    missing: ClassVar[str | Promise] = _(
        "Write your reflection, or choose that you have thought about it: %(question)s"
    )
    minutes: ClassVar[float] = 2
    chooses: ClassVar[bool] = False
    words: ClassVar[Words | None] = Words(_("Your words"), rows=6)

    def hint(self) -> str:
        return self.help_text


class ReflectionBlock(Answering):
    prompt = lines(_("Prompt"))
    help = lines(_("A hand up"), required=False, help_text=_("A smaller question or two, for learners who are stuck."))

    asks = ReflectionPrompt

    def exercise(self, value: Any, block_id: str, html: Html) -> ReflectionPrompt:
        return ReflectionPrompt(block_id, value["prompt"], value["help"] or "")

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        return {"prompt": entry.text("prompt"), "help": entry.text("help") if entry.has("help") else ""}

    class Meta:
        label = _("Pause and reflect")
        icon = "edit"
        form_layout = BlockGroup(children=["prompt"], settings=["help"])
        description = _('Private words that only the learner can read, or "I have thought about it".')
        preview_value = {"prompt": "When has a colleague listened well to me?", "help": "Where were you both?"}
