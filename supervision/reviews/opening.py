"""A review as it is read: the ten areas, each with what either said last, and what was shown before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from confidential.services import Parts, open_all
from people.models import User
from supervision.reviews import queries
from supervision.reviews.areas import AREAS, HELPS, LABELS, NEXT, STRENGTHS
from supervision.reviews.models import Kind, ReviewPart, SupervisionReview

ROWS = (*AREAS, *((key, LABELS[key]) for key in (STRENGTHS, NEXT, HELPS)))


@dataclass(frozen=True)
class Row:
    """One area, with what the facilitator and what the supervisor said of it."""

    key: str
    label: str | Promise
    own: str
    beside: str


@dataclass(frozen=True)
class Opened:
    """What was shown, newest first: `own` and `beside` are the last of each; the others stand below."""

    own: ReviewPart | None
    beside: ReviewPart | None
    rows: Sequence[Row]
    others: Sequence[tuple[ReviewPart, list[tuple[str | Promise, str]]]]
    # Shown, and deleted by their author since.
    gone: bool


def open_review(review: SupervisionReview, viewer: User, now: datetime) -> Opened:
    parts = queries.shown_parts(review, viewer, now)
    words = open_all(parts, viewer=viewer, now=now)
    own, beside = (_last(parts, kind) for kind in (Kind.SELF, Kind.SUPERVISOR))
    said, answered = _of(own, words), _of(beside, words)
    rows = [Row(key, label, said.get(key, ""), answered.get(key, "")) for key, label in ROWS]
    return Opened(
        own=own,
        beside=beside,
        rows=[row for row in rows if row.own.strip() or row.beside.strip()],
        others=[(part, told(words[part.pk])) for part in parts if part not in (own, beside) and told(words[part.pk])],
        gone=any(part.text is not None and part.text.destroyed_at is not None for part in parts),
    )


def _last(parts: Iterable[ReviewPart], kind: str) -> ReviewPart | None:
    return next((part for part in parts if part.kind == kind), None)


def _of(part: ReviewPart | None, words: Mapping[UUID, Parts]) -> Mapping[str, Any]:
    return words[part.pk] if part else {}


def told(words: Parts) -> list[tuple[str | Promise, str]]:
    """What is written, in the order of the areas."""
    return [(label, words[key]) for key, label in LABELS.items() if words.get(key, "").strip()]
