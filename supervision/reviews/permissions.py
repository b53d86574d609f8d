"""Who may do what with a review, one sentence each."""

from datetime import datetime

from django.db.models import QuerySet

from people.models import User
from supervision.reviews.models import WRITTEN_BY_BOTH, Kind, ReviewPart, ReviewState, SupervisionReview


def parts_open_to(viewer: User, now: datetime) -> QuerySet[ReviewPart]:
    """To whose review it is; to the supervisor and to another who was asked, while they are that."""
    return ReviewPart.objects.open_to(viewer, now)


def can_write(writer: User, part: ReviewPart) -> bool:
    """Its author, until it is shown; of a final review nobody but the other supervisor, who may be asked late."""
    may_be_late = part.kind == Kind.SECOND
    return part.author_id == writer.pk and part.shown_at is None and (may_be_late or not part.review.is_final)


def kind_of(writer: User, review: SupervisionReview) -> str:
    """Which part `writer` has in a review that is visible to them. Empty: none at present."""
    if writer.pk == review.facilitator_id:
        return "" if review.is_final else Kind.SELF
    if writer.pk == review.supervisor_id:
        return "" if review.is_final or review.state == ReviewState.OWN else Kind.SUPERVISOR
    return Kind.SECOND if writer.pk == review.second_id and review.state in WRITTEN_BY_BOTH else ""


def is_side(user: User, review: SupervisionReview) -> bool:
    """One of the two whose review it is to make."""
    return user.pk in (review.facilitator_id, review.supervisor_id)


def can_ask_another(user: User, review: SupervisionReview) -> bool:
    """Whose review it is, once both have written."""
    return user.pk == review.facilitator_id and review.state in WRITTEN_BY_BOTH
