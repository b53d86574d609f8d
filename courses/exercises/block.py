"""What all blocks share that are answered. An editor fills in the block; learners see only the facts of it."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import expand_db_html, get_text_for_indexing

from courses.content_entries import Entry
from courses.exercises.drawing import draw
from courses.exercises.facts import Exercise
from courses.exercises.faults import also, too_long

ANSWER = _("To answer")
# An editor's rich text as HTML for readers.
Html = Callable[[str], str]


def keep_order_block() -> blocks.BooleanBlock:
    """Whether the author's order of the options is kept."""
    return blocks.BooleanBlock(
        label=_("Keep this order"),
        required=False,
        help_text=_(
            "Otherwise each learner meets them in an order of their own. Tick it where the order means something."
        ),
    )


class Answering(blocks.StructBlock):
    """Something to answer. `exercise` gives its plain facts; its answers point at the block's id."""

    asks: ClassVar[type[Exercise]]

    def exercise(self, value: Any, block_id: str, html: Html) -> Exercise:
        raise NotImplementedError

    def stocked(self, exercise: Exercise) -> Exercise:
        """With what it takes from the site's tables. Most take nothing; what it is for nobody stays free of them."""
        return exercise

    def faults(self, value: Any) -> dict[str, list[str]]:
        """Field -> what is wrong with it, in an editor's words. The value may be half filled in."""
        return {}

    def drawn_map(self, value: Any) -> str:
        """For its editor: how its parts lead to each other, as SVG. Most have none."""
        return ""

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        """Its raw value, of what a file of the curriculum says. Faults are noted in the entry."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        refused: dict[str, ValidationError] = {}
        try:
            value = super().clean(value)
        except blocks.StructBlockValidationError as error:
            refused = error.block_errors
        # A draft may be half written; a published exercise may not. All is told in one round.
        found = {} if self.is_deferred_validation else self._found(value)
        if refused or found:
            told = {name: also(refused.get(name), texts) for name, texts in found.items()}
            raise blocks.StructBlockValidationError({**refused, **told})
        return value

    def _found(self, value: Any) -> dict[str, list[str]]:
        faults = self.faults(value)
        texts = {name: [*faults.get(name, ()), *too_long(part)] for name, part in value.items()}
        return {name: told for name, told in texts.items() if told}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """For previews alone: the exercise as somebody sees it who has answered nothing, and cannot."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "drawn": draw(self.stocked(self.exercise(value, "preview", expand_db_html)))}

    def get_searchable_content(self, value: Any) -> list[str]:
        """For the search index: no more than a learner reads before they answer."""
        return self.exercise(value, "", get_text_for_indexing).open_to_all()

    class Meta:
        group = ANSWER
        template = "courses/exercises/exercise.html"
        preview_template = "courses/block_preview.html"


def children(value: Any) -> list[tuple[str, Any]]:
    """(id, value) of each child of a list block."""
    return [(child.id, child.value) for child in value.bound_blocks]
