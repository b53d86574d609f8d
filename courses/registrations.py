"""What this app tells the apps below it, at start-up."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.registry import SealedPolicy, sealed_models
from courses import cards as our_cards
from courses import consequences, previews, reminding, written
from courses import exports as own_exports
from courses.boosters import registrations as boosters
from courses.care import registrations as care
from courses.cases import registrations as cases
from courses.confidence import registrations as confidence
from courses.editing import meanings
from courses.enrolment import registrations as enrolment
from courses.handouts import registrations as handouts
from courses.media import registrations as media
from courses.models import pages_drawn
from courses.outline import current_outline
from courses.own import registrations as own
from courses.practice import registrations as practice
from courses.problems.exports import reports
from courses.progress.models import Reflection
from courses.progress.queries import training_of_a_facilitator
from courses.progress.work import WORDS
from courses.refresher import registrations as refresher
from courses.rounds import registrations as rounds
from courses.signing import registrations as signing
from courses.transfer import registrations as transfer
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
    cards.register("courses.redo", our_cards.redo_card)
    cards.register("courses.modules", our_cards.modules_card)
    exports.register("learning", own_exports.learning)
    for name, meaning in consequences.MEANINGS.items():
        meanings.register(name, meaning)
    pages_drawn.register("live", previews.serve_page)
    pages_drawn.register("draft", previews.preview_page)
    trainings.register("courses", training_of_a_facilitator)
    for part in (rounds, signing, confidence, handouts, media, own, practice):
        part.register()
    for part in (transfer, care, reminding, cases, boosters, refresher, enrolment):
        part.register()
    exports.register("problems_reported", reports)


def nobody_else(_viewer: Any, _record: Reflection, _now: Any) -> bool:
    """Reflections are their writer's alone."""
    return False


def its_writer(writer: Any, record: Reflection) -> bool:
    return bool(writer.pk == record.person_id)


def step_url(record: Reflection) -> str:
    """The step where the words belong; the courses, should it no longer be published."""
    place = current_outline().place_of(record.step_id)
    return f"{place.step.url}#exercise-{record.block_id}" if place else reverse("courses:index")
