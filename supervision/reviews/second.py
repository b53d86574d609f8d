"""Another supervisor's view of a review: asked for by whose review it is, without a reason, and taken back likewise."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import User
from supervision.reviews import permissions, queries
from supervision.reviews.deeds import ReviewDeed
from supervision.reviews.models import SupervisionReview
from supervision.reviews.services import locked


@transaction.atomic
def ask_another(*, review: SupervisionReview, by: User, supervisor: User, now: datetime) -> SupervisionReview:
    """Let another supervisor of the programme read what both have written, and write their view. One at a time."""
    review = locked(review)
    if not permissions.can_ask_another(by, review):
        raise Refusal(_("You can ask for another view once you have both written. Nothing was done."))
    if review.second_id == supervisor.pk:
        return review
    if review.second:
        raise Refusal(
            _("You have asked %(who)s already. Say first that they no longer need to, then ask someone else.")
            % {"who": review.second.name}
        )
    if not queries.others_to_ask(review, now).filter(pk=supervisor.pk).exists():
        raise Refusal(_("Choose a supervisor of your programme who is not your own."))
    review.second = supervisor
    review.save(update_fields=["second"])
    note(review, actor=by, deed=ReviewDeed.ASKED, owner_id=by.pk, now=now)
    notify(supervisor, "review_asked", about=review.pk, now=now, once=now.isoformat())
    return review


@transaction.atomic
def take_back(*, review: SupervisionReview, by: User, now: datetime) -> SupervisionReview:
    """The other supervisor reads no more from now on. What they have shown stays with the owner."""
    review = locked(review)
    if by.pk != review.facilitator_id:
        raise Refusal(_("Only the person whose review this is can take this back."))
    if review.second_id is None:
        return review
    review.second = None
    review.save(update_fields=["second"])
    note(review, actor=by, deed=ReviewDeed.TAKEN_BACK, owner_id=by.pk, now=now)
    return review
