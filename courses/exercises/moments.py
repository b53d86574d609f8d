"""Some moments of the case bank, each learner's own draw: say aloud what you would say, tick it, then compare.

Chosen: {"said": [moment id, ...]}. What somebody has said stays theirs; the rest of the draw follows from who they are,
the exercise and the bank, so it is the same each time. An editor may take a moment away: another takes its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import BlockGroup

from courses.cases.models import CaseMoment
from courses.cases.themes import Theme
from courses.content_entries import Entry
from courses.exercises.block import Answering, Html
from courses.exercises.facts import Choice, Chosen, Exercise, mixed
from courses.reading import lines
from foundation.refusals import Refusal

FEWEST, MOST, THREE = 1, 5, 3


@dataclass(frozen=True)
class Moment:
    id: str
    text: str
    note: str


@dataclass(frozen=True)
class Moments(Exercise):
    theme: str = ""
    many: int = THREE
    # All that the draw is from.
    moments: tuple[Moment, ...] = ()

    kind: ClassVar[str] = "moments"
    rule: ClassVar[str | Promise] = _("say aloud what you would say at each moment")
    missing: ClassVar[str | Promise] = _("Say it aloud at each moment, then tick it: %(question)s")
    minutes: ClassVar[float] = 3
    parts: ClassVar[Mapping[str, type[Any]]] = {"moments": Moment}
    told: ClassVar[tuple[str, ...]] = ("moments",)

    def told_as_in(self, snapshot: Mapping[str, Any]) -> bool:
        """A bank that grows or shrinks changes no question: whoever has said something sees those they said."""
        return True

    def kept_with(self, chosen: Chosen) -> dict[str, Any]:
        """Not the whole bank, but the moments that were said."""
        said = tuple(moment for moment in self.moments if moment.id in chosen["said"])
        return replace(self, moments=said).snapshot()

    def read(self, post: QueryDict) -> Chosen:
        ticked = set(post.getlist("said"))
        known = [moment.id for moment in self.moments if moment.id in ticked]
        if len(known) != len(ticked):
            raise Refusal(_("The moments have changed since you opened the page. Please look again, then save."))
        return {"said": known}

    def passes(self, chosen: Chosen) -> bool:
        return len(chosen["said"]) >= min(self.many, len(self.moments))

    def done_well(self) -> Chosen:
        return {"said": [moment.id for moment in self.moments[: self.many]]}

    def choices(self, chosen: Chosen, *, answered: bool, done: bool, reader: str = "") -> list[Choice]:
        """Those that were said, then as many of the reader's own as are missing. A note only beside what was said."""
        said = chosen.get("said", ())
        own = mixed(self.moments, reader and f"{reader}/{self.block_id}")
        first = [moment for moment in own if moment.id in said]
        others = [moment for moment in own if moment.id not in said]
        more = [] if done and first else others[: max(0, self.many - len(first))]
        told = [Choice(moment.id, moment.text, True, note=moment.note) for moment in first]
        return told + [Choice(moment.id, moment.text) for moment in more]


def in_the_bank(theme: str) -> tuple[Moment, ...]:
    """One query. A site has some dozens of moments, so all are read."""
    found = CaseMoment.objects.order_by("pk")
    return tuple(
        Moment(str(case.pk), case.moment, case.listen_for) for case in found if not theme or theme in case.themes
    )


class MomentsBlock(Answering):
    question = lines(_("Question"))
    theme = blocks.ChoiceBlock(
        label=_("About"),
        choices=Theme.choices,
        required=False,
        help_text=_("Leave it open to draw from all themes."),
    )
    many = blocks.IntegerBlock(label=_("How many"), min_value=FEWEST, max_value=MOST, default=THREE)

    asks = Moments

    def exercise(self, value: Any, block_id: str, html: Html) -> Moments:
        return Moments(block_id, value["question"], value["theme"] or "", value["many"] or THREE)

    def stocked(self, exercise: Exercise) -> Exercise:
        assert isinstance(exercise, Moments)
        return replace(exercise, moments=in_the_bank(exercise.theme))

    def faults(self, value: Any) -> dict[str, list[str]]:
        found, many = len(in_the_bank(value["theme"] or "")), value["many"] or THREE
        if found >= many:
            return {}
        said = gettext(
            "The case bank has %(found)d of this theme. Add moments there, choose another theme, or ask for fewer."
        )
        return {"theme": [said % {"found": found}]}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        theme = entry.text("theme") if entry.has("theme") else ""
        if theme not in ("", *Theme.values):
            entry.bad(f"its theme must be one of: {', '.join(Theme.values)}")
        many = entry.value("many", int, THREE) if entry.has("many") else THREE
        if not FEWEST <= many <= MOST:
            entry.bad(f"it draws from {FEWEST} to {MOST} moments")
        return {"question": entry.text("question"), "theme": theme, "many": many}

    class Meta:
        label = _("Moments from the case bank")
        icon = "comment"
        form_layout = BlockGroup(children=["question"], settings=["theme", "many"])
        description = _(
            "Each learner meets some of their own, as the case bank has them that day: a clinical lead's approval of "
            "the module does not cover them."
        )
        preview_value = {"question": "What would you say? Say it aloud.", "theme": "", "many": THREE}
