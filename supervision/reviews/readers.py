"""Whom a rule about opening could let in: the two of a review, and whoever was asked for another view."""

from collections.abc import Iterator
from datetime import datetime

from people.models import User
from supervision.reviews.models import ReviewPart


def of_part(part: ReviewPart, _now: datetime) -> Iterator[User]:
    review = part.review
    yield review.facilitator
    if review.supervisor:
        yield review.supervisor
    if review.second:
        yield review.second
