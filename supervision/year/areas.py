"""The ten areas of a person's reviews side by side, the earliest first: what has become of each over time.

The two of them read the same words. So it has what each showed the other, and of that what the page of each review has
foremost: not what either wrote for an earlier supervisor, nor another supervisor's view.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from confidential.services import Parts, open_all
from people.models import SupervisionAssignment, User
from supervision.reviews.areas import AREAS
from supervision.reviews.models import Kind, ReviewPart, SupervisionReview
from supervision.reviews.permissions import parts_open_to

# Two years of reviews, as many as stand side by side on a sheet of A4.
SIDE_BY_SIDE = 4


@dataclass(frozen=True)
class Column:
    """One review, with the part that each of the two showed last."""

    review: SupervisionReview
    own: ReviewPart | None
    beside: ReviewPart | None


@dataclass(frozen=True)
class Cell:
    """What the two said of one area in one review."""

    column: Column
    own: str
    beside: str


@dataclass(frozen=True)
class Grid:
    columns: Sequence[Column]
    rows: Sequence[tuple[str | Promise, list[Cell]]]


def grid_of(
    assignment: SupervisionAssignment, reviews: Iterable[SupervisionReview], viewer: User, now: datetime
) -> Grid:
    """As many queries for four reviews as for one. What somebody else wrote is opened on their trail."""
    columns = _columns(reviews, _parts(assignment, reviews, viewer, now))
    shown = [part for column in columns for part in (column.own, column.beside) if part]
    words = open_all(shown, viewer=viewer, now=now)
    return Grid(
        columns, [(label, [_cell(column, key, words) for column in columns]) for key, label in AREAS if columns]
    )


def _parts(
    assignment: SupervisionAssignment, reviews: Iterable[SupervisionReview], viewer: User, now: datetime
) -> QuerySet[ReviewPart]:
    """What each of the two showed the other, the newest first."""
    two = (assignment.facilitator_id, assignment.supervisor_id)
    parts = parts_open_to(viewer, now).filter(review__in=[review.pk for review in reviews], shown_at__isnull=False)
    parts = parts.filter(kind__in=(Kind.SELF, Kind.SUPERVISOR), author__in=two, reader__in=two)
    return parts.select_related("text", "author", "review").order_by("-shown_at", "pk")


def _columns(reviews: Iterable[SupervisionReview], parts: Iterable[ReviewPart]) -> list[Column]:
    last: dict[tuple[UUID, str], ReviewPart] = {}
    for part in parts:
        last.setdefault((part.review_id, part.kind), part)
    oldest_first = sorted(reviews, key=lambda review: (review.begun_at, review.pk))
    return [
        Column(review, last.get((review.pk, Kind.SELF)), last.get((review.pk, Kind.SUPERVISOR)))
        for review in oldest_first
    ]


def _cell(column: Column, key: str, words: Mapping[UUID, Parts]) -> Cell:
    own, beside = (words[part.pk].get(key, "").strip() if part else "" for part in (column.own, column.beside))
    return Cell(column, own, beside)
