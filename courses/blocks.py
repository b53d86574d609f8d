"""What a step is made of: what is read (`courses.reading`), and what is answered (`courses.exercises`).

Editors find each block under its purpose, with an example of it filled in.
"""

import json
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail import blocks
from wagtail.fields import StreamField

from courses.exercises import BLOCKS
from courses.exercises.block import Answering
from courses.glossary.marking import marked_in
from courses.glossary.models import terms_of
from courses.handouts.blocks import HandoutBlock
from courses.media.blocks import AudioBlock, OutsideBlock, VideoBlock
from courses.pictures.blocks import FigureBlock, ImageBlock
from courses.reading import (
    READ,
    CalloutBlock,
    DoDontBlock,
    HelpBlock,
    QuoteBlock,
    TableBlock,
    TakeawayBlock,
    TextBlock,
    VoicesBlock,
    WorkedExampleBlock,
)


class StepBlocks(blocks.StreamBlock):
    """The body of a step, in the order in which it is read."""

    text = TextBlock()
    worked_example = WorkedExampleBlock()
    voices = VoicesBlock()
    quote = QuoteBlock()
    table = TableBlock()
    figure = FigureBlock()
    image = ImageBlock()
    audio = AudioBlock()
    video = VideoBlock()
    outside = OutsideBlock()
    callout = CalloutBlock()
    do_dont = DoDontBlock()
    help = HelpBlock()
    handout = HandoutBlock(group=READ)
    takeaway = TakeawayBlock()

    def __init__(self, local_blocks: Any = None, **options: Any) -> None:
        answered = [(kind, block()) for kind, block in BLOCKS.items()]
        super().__init__([*answered, *(local_blocks or ())], **options)

    def clean(self, value: Any) -> Any:
        refused = blocks.StreamBlockValidationError()
        try:
            value = super().clean(value)
        except blocks.StreamBlockValidationError as error:
            refused = error
        found = refused.non_block_errors.as_data()
        if not self.is_deferred_validation and sum(map(_writes, value)) > 1:
            # One autosaved text to a page; and two places to write are more than a step holds.
            found.append(
                ValidationError(gettext("A step has one place to write. Move the other to a step of its own."))
            )
        if not self.is_deferred_validation and (fault := self._fault_of_words(value)):
            found.append(ValidationError(fault))
        if found or refused.block_errors:
            raise blocks.StreamBlockValidationError(refused.block_errors, found)
        return value

    def _fault_of_words(self, value: Any) -> str:
        """What is wrong with a [[word]], for the glossary explains what is read."""
        for child in value:
            for word in marked_in(json.dumps(child.get_prep_value(), ensure_ascii=False, default=str)):
                if child.block_type in BLOCKS:
                    return gettext("“%(word)s” is in a question. Words are explained in texts only.") % {"word": word}
                if word.lower() not in terms_of(None):
                    said = gettext("“%(word)s” is not in the glossary. Add it there, or take its brackets away.")
                    return said % {"word": word}
        return ""

    def from_file(self, body: list[dict[str, Any]]) -> Any:
        """What a file of the curriculum says, built whole: pictures that it names are rows from here on."""
        value = self.to_python(body)
        list(value)
        return value

    class Meta:
        block_counts: ClassVar[dict[str, Any]] = {"takeaway": {"max_num": 1}}


def _writes(child: Any) -> bool:
    """Whether learners write private words at this block."""
    block = child.block
    return isinstance(block, Answering) and block.exercise(child.value, str(child.id), str).writes


class BodyField(StreamField):
    """A StreamField whose blocks stay out of the migrations: changing a block is no change of the table."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options
