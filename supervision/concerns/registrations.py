"""What concerns tell the apps below, at start-up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, sealed_models
from delivery.services import handlers
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.endings.registry import entries
from people.holds.registry import when_put_on_hold
from people.models import Role
from people.registry import when_appointed
from supervision.concerns import exports as own_exports
from supervision.concerns import permissions, readers
from supervision.concerns.cards import to_act_on_card
from supervision.concerns.deeds import DEEDS
from supervision.concerns.endings import ENTRY
from supervision.concerns.escalation import UNANSWERED, tell_if_unanswered
from supervision.concerns.models import Concern, ConcernNote
from supervision.concerns.over_time.cards import unacknowledged_card
from supervision.concerns.over_time.queries import UNACKNOWLEDGED
from supervision.concerns.passing import (
    PASSED,
    tell_as_cover_changes,
    tell_as_somebody_is_out_of_reach,
    tell_whoever_comes_to_lead,
)
from supervision.concerns.queries import TO_ACT_ON

# What can happen to a concern once it is raised; everything else about it stays.
MOVING = {
    "state",
    "acknowledged_at",
    "acknowledged_by",
    "escalated_at",
    "handed_on_at",
    "plan_agreed_at",
    "closed_at",
    "outcome",
    "redacted_at",
    "due_at",
    "deputy_at",
    "look_again_on",
    "text",
    "category",
    "written_at",
}


def register() -> None:
    register_deeds(DEEDS)
    # What was written once stays.
    triggers.guard(
        "supervision.Concern",
        free=MOVING,
        never="OLD.written_at IS NOT NULL AND (NEW.written_at IS NULL OR NEW.written_at <> OLD.written_at"
        " OR NEW.category <> OLD.category OR NEW.text_id IS NULL OR NEW.text_id <> OLD.text_id)",
    )
    triggers.guard("supervision.ConcernNote")
    triggers.guard("supervision.ExcludedPerson")
    _say_who_opens_what()
    handlers.register(UNANSWERED, tell_if_unanswered)
    handlers.register(PASSED, tell_as_cover_changes)
    entries.register("supervision.concerns", ENTRY)
    when_put_on_hold.register("supervision.concerns", tell_as_somebody_is_out_of_reach)
    when_appointed.register("supervision.concerns", tell_whoever_comes_to_lead)
    card_questions.register("concerns.to_act_on", TO_ACT_ON)
    cards.register("concerns.to_act_on", to_act_on_card)
    card_questions.register("concerns.unacknowledged", UNACKNOWLEDGED)
    cards.register("concerns.unacknowledged", for_role(Role.DEPUTY, unacknowledged_card))
    exports.register("concerns_i_raised", own_exports.export)
    exports.register("what_i_wrote_about_concerns", own_exports.export_notes)


def _say_who_opens_what() -> None:
    sealed_models.register(
        "supervision.Concern",
        SealedPolicy(
            openable=permissions.concerns_open_to,
            might_open=readers.of_concern,
            may_write=nobody_writes,
            editor_url=concern_url,
            name=_("A concern that you raised"),
        ),
    )
    sealed_models.register(
        "supervision.ConcernNote",
        SealedPolicy(
            openable=permissions.notes_open_to,
            might_open=readers.of_note,
            may_write=nobody_writes,
            editor_url=note_url,
            name=_("What you wrote about a concern"),
            binds_writer=True,
        ),
    )


def nobody_writes(_writer: object, _record: object) -> bool:
    """Words about a concern are frozen from the start."""
    return False


def concern_url(concern: Concern) -> str:
    return reverse("concerns:detail", args=[concern.pk])


def note_url(written: ConcernNote) -> str:
    return reverse("concerns:detail", args=[written.concern_id])
