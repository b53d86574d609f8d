"""What this app tells the apps below it, at start-up."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.registry import SealedPolicy, sealed_models
from courses import cards as our_cards
from courses import exporting, reminding, written
from courses.confidence import registrations as confidence
from courses.handouts import registrations as handouts
from courses.models import Reflection
from courses.outline import current_outline
from courses.queries import WORDS, training_of_a_facilitator
from foundation.cards import cards
from foundation.exports import exports
from people.registry import trainings


def register() -> None:
    sealed_models.register(
        "courses.Reflection",
        SealedPolicy(
            may_open=nobody_else,
            may_write=its_writer,
            editor_url=step_url,
            labels={WORDS: _("Your words")},
            name=_("Your words in a step"),
            related=("step",),
            tell=written.tell,
        ),
    )
    # A completion only moves forward; a right answer and a started row may still be removed with their owner.
    triggers.guard(
        "courses.StepCompletion",
        unless="NEW.step_id = OLD.step_id AND NEW.person_id = OLD.person_id"
        " AND NEW.content_version >= OLD.content_version",
        keep_when="{false}",
    )
    cards.register("courses.continue", our_cards.continue_card)
    cards.register("courses.changed", our_cards.changed_card)
    cards.register("courses.modules", our_cards.modules_card)
    exports.register("learning", exporting.learning)
    trainings.register("courses", training_of_a_facilitator)
    reminding.register()
    confidence.register()
    handouts.register()


def nobody_else(viewer: Any, record: Reflection, now: Any) -> bool:
    """Reflections are their writer's alone."""
    return False


def its_writer(writer: Any, record: Reflection) -> bool:
    return bool(writer.pk == record.person_id)


def step_url(record: Reflection) -> str:
    """The step where the words belong; the courses, should it no longer be published."""
    place = current_outline().place_of(record.step_id)
    return f"{place.step.url}#exercise-{record.block_id}" if place else reverse("courses:index")
