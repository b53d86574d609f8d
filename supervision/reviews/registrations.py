"""What reviews tell the apps below, at start-up."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from confidential.deeds import register_deeds
from confidential.registry import SealedPolicy, Told, sealed_models
from delivery.mail import register_notice
from foundation.cards import card_questions, cards, for_role
from foundation.exports import exports
from people.endings.registry import entries
from people.models import Role
from supervision.reviews import cards as own_cards
from supervision.reviews import exports as own_exports
from supervision.reviews import permissions, queries, readers
from supervision.reviews.areas import LABELS
from supervision.reviews.deeds import DEEDS
from supervision.reviews.endings import ENTRY
from supervision.reviews.models import ReviewPart
from supervision.standing import own_facts


def register() -> None:
    register_deeds(DEEDS)
    triggers.guard("supervision.ReviewPart", unless="OLD.shown_at IS NULL", keep_when="OLD.shown_at IS NOT NULL")
    # Once final, another supervisor may still be asked for a view.
    triggers.guard(
        "supervision.SupervisionReview", free={"second"}, unless="OLD.state <> 'final'", keep_when="OLD.state = 'final'"
    )
    sealed_models.register(
        "supervision.ReviewPart",
        SealedPolicy(
            openable=permissions.parts_open_to,
            might_open=readers.of_part,
            binds_writer=True,
            may_write=permissions.can_write,
            editor_url=_editor_url,
            labels=LABELS,
            name=_("Your part of a review"),
            related=("review__facilitator",),
            tell=_tell,
        ),
    )
    for name, sentence in (
        ("review_shown", _("Something in a review is waiting for you to read.")),
        ("review_final", _("Someone has said that a review is final.")),
        ("review_asked", _("Someone asks you for your view of a review.")),
    ):
        register_notice(name, subject=_("Something is waiting for you"), sentence=sentence, page="reviews:list")
    own_facts.register("review_due", queries.is_due)
    card_questions.register("reviews.waiting", own_cards.WAITING)
    cards.register("reviews.waiting", own_cards.waiting_card)
    cards.register("reviews.due", for_role(Role.FACILITATOR, own_cards.due_card))
    exports.register("reviews", own_exports.reviews_of)
    exports.register("what_i_wrote_in_reviews", own_exports.parts_by)
    entries.register("supervision.reviews", ENTRY)


def _editor_url(part: ReviewPart) -> str:
    return reverse("reviews:detail", args=[part.review_id])


def _tell(parts: Sequence[ReviewPart]) -> Mapping[UUID, Told]:
    return {
        part.pk: Told(
            f"{part.review.facilitator.name}, {part.review.begun_at:%-d %B %Y}",
            _editor_url(part),
            "" if part.shown_at else _("not shown yet"),
        )
        for part in parts
    }
