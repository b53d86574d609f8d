"""The parts of "my data" about reviews: one's own, and what one wrote in those of others."""

from datetime import datetime
from typing import Any

from confidential.services import open_all, still_open
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.reviews.models import ReviewPart, SupervisionReview


@part
def reviews_of(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """Every review of `user`, with all that was shown to them and their own drafts."""
    reviews = SupervisionReview.objects.filter(facilitator=user).select_related("supervisor").order_by("begun_at", "pk")
    yield (reviews,)
    parts = list(
        ReviewPart.objects.open_to(user, now)
        .filter(review__in=list(reviews))
        .select_related("text", "author", "review")
        .order_by("begun_at", "pk")
    )
    words = open_all(parts, viewer=user, now=now)
    return [
        {
            "begun_at": stamp(review.begun_at),
            "state": str(review.get_state_display()),
            "with": review.supervisor.name if review.supervisor else None,
            "talked_on": review.talked_on.isoformat() if review.talked_on else None,
            "final_at": stamp(review.final_at),
            "parts": [_part(item, words[item.pk]) for item in parts if item.review_id == review.pk],
        }
        for review in reviews
    ]


def _part(item: ReviewPart, words: Any) -> dict[str, Any]:
    return {
        "what": str(item.get_kind_display()),
        "by": item.author.name,
        "shown_at": stamp(item.shown_at),
        "readiness": str(item.get_readiness_display()),
        "words": {key: str(said) for key, said in words.items()},
    }


@part
def parts_by(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """What `user` wrote in reviews of others; the words while they may open them."""
    written = ReviewPart.objects.filter(author=user).exclude(review__facilitator=user)
    parts = written.select_related("text", "author", "review").order_by("begun_at", "pk")
    yield (parts,)
    words = open_all(still_open(list(parts), user, now), viewer=user, now=now)
    return [{"review": str(item.review_id), **_part(item, words.get(item.pk, {}))} for item in parts]
