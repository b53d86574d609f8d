"""What a step is made of. Editors find each block under its purpose, with an example of it filled in.

An exercise turns into plain facts (`courses.exercises`) by its `exercise` method; learners never see the block itself.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup
from wagtail.fields import StreamField

from courses import exercises
from courses.handouts.blocks import HandoutBlock
from courses.reading import (
    PLAIN,
    READ,
    CalloutBlock,
    DoDontBlock,
    HelpBlock,
    TakeawayBlock,
    TextBlock,
    VoicesBlock,
    WorkedExampleBlock,
    line,
    lines,
)

ANSWER = _("To answer")


class Answering(blocks.StructBlock):
    """Something to answer. `exercise` gives its plain facts; its answers point at the block's id."""

    def exercise(self, value: Any, block_id: str) -> exercises.Exercise:
        raise NotImplementedError

    def faults(self, value: Any) -> dict[str, str]:
        """Field -> what is wrong with it, in an editor's words."""
        return {}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # A draft may be half written; a published exercise may not.
        if not self.is_deferred_validation and (faults := self.faults(cleaned)):
            raise blocks.StructBlockValidationError({name: ValidationError(text) for name, text in faults.items()})
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """For previews alone: the exercise as somebody sees it who has answered nothing, and cannot."""
        from courses import drawing  # noqa: PLC0415 -- it draws what this file defines

        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "drawn": drawing.inert(self.exercise(value, "preview"))}

    class Meta:
        group = ANSWER
        template = "courses/exercises/exercise.html"
        preview_template = "courses/block_preview.html"


def children(value: Any) -> list[tuple[str, Any]]:
    """(id, value) of each child of a list block."""
    return [(child.id, child.value) for child in value.bound_blocks]


class ScenarioOptionBlock(blocks.StructBlock):
    text = lines(_("What someone might do or say"))
    consequence = lines(_("What happens"), rows=3)
    verdict = blocks.ChoiceBlock(
        label=_("How it goes"),
        choices=[("strong", _("Goes well")), ("workable", _("Will do")), ("costly", _("Costs something"))],
    )


class ScenarioBlock(Answering):
    situation = blocks.RichTextBlock(features=PLAIN, label=_("Situation"))
    question = lines(_("Question"), help_text=_("Learners write their own line before they see any option."))
    options = blocks.ListBlock(ScenarioOptionBlock(), label=_("Options"), min_num=2, max_num=5, collapsed=True)

    def exercise(self, value: Any, block_id: str) -> exercises.Scenario:
        options = tuple(
            exercises.ScenarioOption(key, option["text"], option["consequence"], option["verdict"])
            for key, option in children(value["options"])
        )
        from courses.links import shown  # noqa: PLC0415 -- it asks for the outline, whose models use these blocks

        return exercises.Scenario(block_id, value["question"], shown(value["situation"].source), options)

    def faults(self, value: Any) -> dict[str, str]:
        verdicts = [option["verdict"] for option in value["options"]]
        if sum(verdict != "costly" for verdict in verdicts) < 2:
            return {"options": gettext("Let at least two options be tolerable: real life has more than one way.")}
        return {}

    class Meta:
        label = _("Scenario")
        icon = "comment"
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

    def exercise(self, value: Any, block_id: str) -> exercises.Check:
        options = tuple(
            exercises.CheckOption(key, option["text"], option["right"], option["feedback"])
            for key, option in children(value["options"])
        )
        return exercises.Check(block_id, value["question"], options)

    def faults(self, value: Any) -> dict[str, str]:
        if not any(option["right"] for option in value["options"]):
            return {"options": gettext("Mark at least one answer as right.")}
        return {}

    class Meta:
        label = _("Knowledge check")
        icon = "tick"
        description = _("A question with as many tries as learners like. Every answer says why.")
        preview_value = {
            "question": "What is the main job of a facilitator?",
            "options": [
                {"text": "To hold a structure", "right": True, "feedback": "Yes."},
                {"text": "To have solutions", "right": False, "feedback": "It comes from kindness."},
            ],
        }


class CardBlock(blocks.StructBlock):
    text = lines(_("Card"))
    pile = line(_("Pile"), required=False, max_length=60, help_text=_("Written exactly as above. Empty for an order."))
    why = lines(_("Why there"), rows=3)

    class Meta:
        label_format = "{text}"


class OrderingBlock(Answering):
    question = lines(_("Question"))
    cards = blocks.ListBlock(
        CardBlock(),
        label=_("Cards"),
        min_num=2,
        max_num=16,
        collapsed=True,
        help_text=_("For an order, write them in the right order: learners see them mixed."),
    )
    piles = blocks.ListBlock(
        line(_("Pile"), max_length=60),
        label=_("Piles"),
        default=[],
        max_num=5,
        help_text=_("Leave this empty to ask for an order instead."),
    )

    def exercise(self, value: Any, block_id: str) -> exercises.Ordering:
        cards = tuple(
            exercises.Card(key, card["text"], card["why"], card["pile"] or "") for key, card in children(value["cards"])
        )
        return exercises.Ordering(block_id, value["question"], cards, tuple(value["piles"]))

    def faults(self, value: Any) -> dict[str, str]:
        piles = list(value["piles"])
        if len(piles) == 1 or len(set(piles)) < len(piles):
            return {"piles": gettext("Name two piles or more, each once; or none, to ask for an order.")}
        stray = [card["pile"] for card in value["cards"] if (card["pile"] or "") not in (piles or [""])]
        if stray:
            wanted = ", ".join(piles) or gettext("none: leave it empty")
            return {
                "cards": gettext('One card has the pile "%(pile)s". The piles are: %(piles)s.')
                % {"pile": stray[0], "piles": wanted}
            }
        return {}

    class Meta:
        label = _("Order or piles")
        icon = "list-ol"
        form_layout = BlockGroup(children=["question", "cards"], settings=["piles"])
        description = _("Cards to put in order or to sort into piles. Then they read where we would put each.")
        preview_value = {
            "question": "Sort the cards.",
            "cards": [
                {"text": "Hana cries.", "pile": "Ours", "why": "Tears are ordinary."},
                {"text": "A blood gas result.", "pile": "Not ours", "why": "Nobody here can see the patient."},
            ],
            "piles": ["Ours", "Not ours"],
        }


class ReflectionBlock(Answering):
    prompt = lines(_("Prompt"))
    help = lines(_("A hand up"), required=False, help_text=_("A smaller question or two, for learners who are stuck."))

    def exercise(self, value: Any, block_id: str) -> exercises.ReflectionPrompt:
        return exercises.ReflectionPrompt(block_id, value["prompt"], value["help"] or "")

    class Meta:
        label = _("Pause and reflect")
        icon = "edit"
        form_layout = BlockGroup(children=["prompt"], settings=["help"])
        description = _('Private words that only the learner can read, or "I have thought about it".')
        preview_value = {"prompt": "When has a colleague listened well to me?", "help": "Where were you both?"}


class ChecklistBlock(Answering):
    intro = lines(_("Introduction"))
    items = blocks.ListBlock(lines(_("Thing to do or have")), label=_("Things"), min_num=1, max_num=12)

    def exercise(self, value: Any, block_id: str) -> exercises.Checklist:
        things = tuple(exercises.ChecklistItem(key, text) for key, text in children(value["items"]))
        return exercises.Checklist(block_id, value["intro"], things)

    class Meta:
        label = _("Checklist")
        icon = "form"
        description = _("Small things to do or to have ready. Ticks are private.")
        preview_value = {"intro": "This week:", "items": ["I have said it aloud to a real person."]}


class RatingBlock(Answering):
    prompt = lines(_("Question"))
    low = line(_("What 0 means"), max_length=80)
    high = line(_("What 10 means"), max_length=80)

    def exercise(self, value: Any, block_id: str) -> exercises.Rating:
        return exercises.Rating(block_id, value["prompt"], value["low"], value["high"])

    class Meta:
        label = _("Rating")
        icon = "order"
        form_layout = BlockGroup(children=["prompt"], settings=["low", "high"])
        description = _("0 to 10, private: for learners to compare with later.")
        preview_value = {"prompt": "How sure would you be tonight?", "low": "I would be guessing", "high": "Quite sure"}


class StepBlocks(blocks.StreamBlock):
    """The body of a step, in the order in which it is read."""

    text = TextBlock()
    worked_example = WorkedExampleBlock()
    voices = VoicesBlock()
    callout = CalloutBlock()
    do_dont = DoDontBlock()
    help = HelpBlock()
    handout = HandoutBlock(group=READ)
    takeaway = TakeawayBlock()
    scenario = ScenarioBlock()
    check = CheckBlock()
    ordering = OrderingBlock()
    reflection = ReflectionBlock()
    checklist = ChecklistBlock()
    rating = RatingBlock()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        writing = [child for child in cleaned if child.block_type in ("scenario", "reflection")]
        if len(writing) > 1 and not self.is_deferred_validation:
            # One autosaved text to a page; and two places to write are more than a step holds.
            raise blocks.StreamBlockValidationError(
                non_block_errors=[gettext("A step has one place to write, a scenario or a reflection. Move the other.")]
            )
        return cleaned

    class Meta:
        block_counts: ClassVar[dict[str, Any]] = {"takeaway": {"max_num": 1}}


class BodyField(StreamField):
    """A StreamField whose blocks stay out of the migrations: changing a block is no change of the table."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options
