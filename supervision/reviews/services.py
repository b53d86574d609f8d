"""Begin a review, show one's part, say when it was talked about, and that it is final. Another view: `second.py`."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.identifiers import Screened, screen
from confidential.models import SealedText
from confidential.services import Parts, destroy, freeze, note, open_sealed, start_words, text_of
from delivery.mail import notify
from foundation.days import local_day
from foundation.refusals import IllegalMove, Refusal
from people.models import SupervisionAssignment, User
from people.queries import supervision_in, supervision_of
from supervision.reviews import permissions, queries
from supervision.reviews.areas import HELPS, LABELS
from supervision.reviews.deeds import PartDeed, ReviewDeed
from supervision.reviews.models import (
    REVIEW_MOVES,
    Kind,
    Readiness,
    ReviewPart,
    ReviewState,
    SupervisionReview,
)
from supervision.screening import public_numbers, refuse_marked
from supervision.words import refuse_written_twice

STATE_AFTER = {Kind.SELF: ReviewState.SHOWN, Kind.SUPERVISOR: ReviewState.BOTH}


@transaction.atomic
def begin_review(*, by: User, now: datetime) -> SupervisionReview:
    """Begin one's own review, in the programme in which one is supervised. One that is under way is returned."""
    held = supervision_of(by, now)
    if held is None:
        raise Refusal(_("You have no supervisor at present, and a review takes two. Ask your coordinator for one."))
    # One who presses twice waits here for the first.
    SupervisionAssignment.objects.select_for_update(of=("self",)).get(pk=held.pk)
    own = SupervisionReview.objects.filter(facilitator=by, programme=held.programme)
    if standing := own.exclude(state=ReviewState.FINAL).first():
        return standing
    review = SupervisionReview.objects.create(facilitator=by, programme=held.programme, begun_at=now)
    _begin(review, by, Kind.SELF, now)
    note(review, actor=by, deed=ReviewDeed.BEGUN, owner_id=by.pk, now=now)
    return review


def locked(review: SupervisionReview) -> SupervisionReview:
    reviews = SupervisionReview.objects.select_for_update(of=("self",))
    return reviews.select_related("facilitator", "supervisor", "second", "programme").get(pk=review.pk)


@transaction.atomic
def draft_of(*, review: SupervisionReview, by: User, kind: str, now: datetime) -> ReviewPart:
    """What `by` is writing, begun now unless it stands: with the words that they showed last."""
    review = locked(review)
    drafts = ReviewPart.objects.filter(review=review, author=by, kind=kind, shown_at=None)
    if standing := drafts.select_related("text", "review").first():
        return standing
    return _begin(review, by, kind, now)


def _begin(review: SupervisionReview, by: User, kind: str, now: datetime) -> ReviewPart:
    last = queries.last_own(review, by, kind) if kind != Kind.DIFFERS else None
    part = ReviewPart(review=review, author=by, kind=kind, begun_at=now, readiness=last.readiness if last else "")
    start_words(part, now=now, parts=open_sealed(last, viewer=by, now=now) if last else {})
    part.save(force_insert=True)
    return part


def marks_in(words: Parts) -> list[Screened]:
    return screen(words, LABELS, public_numbers())


@transaction.atomic
def show_part(
    *, part: ReviewPart, by: User, readiness: str = "", drawn: int | None = None, weighed: bool = False, now: datetime
) -> ReviewPart:
    """Let the other read one's part. It is frozen with this; showing it twice changes nothing.

    `drawn` is the version of the words that its writer has looked at. Raises Refusal where something is missing, or
    points to somebody, or was written meanwhile. What either has said of its being final is asked anew.
    """
    review = locked(part.review)
    part = ReviewPart.objects.select_for_update(of=("self",)).select_related("text").get(pk=part.pk)
    if part.shown_at and part.author_id == by.pk:
        return part
    reader = _reader(review, by, part.kind, now)
    _freeze(part, by, readiness, drawn, weighed, now)
    part.readiness = readiness if part.kind != Kind.SELF else ""
    part.reader, part.shown_at = reader, now
    part.save(update_fields=["readiness", "reader", "shown_at"])
    if part.kind != Kind.SECOND:
        _move_on(review, part.kind, reader)
    note(part, actor=by, deed=PartDeed.SHOWN, owner_id=reader.pk, now=now)
    notify(reader, "review_shown", about=part.pk, now=now)
    return part


def _reader(review: SupervisionReview, by: User, kind: str, now: datetime) -> User:
    """To whom a part goes. Raises Refusal where `by` has none to show at present."""
    if not SupervisionReview.objects.visible_to(by, now).filter(pk=review.pk).exists():
        raise Refusal(_("This review is no longer with you, so it was not shown. What you wrote is under My data."))
    if permissions.kind_of(by, review) != kind:
        raise IllegalMove(review.state, review.state)
    if kind != Kind.SELF:
        return review.facilitator
    held = supervision_in(review.programme, by, now)
    if held is None:
        raise Refusal(_("You have no supervisor at present. What you wrote is kept; show it once you have one."))
    if review.supervisor_id not in (None, held.supervisor_id):
        raise IllegalMove(review.state, review.state)
    return held.supervisor


def _freeze(part: ReviewPart, by: User, readiness: str, drawn: int | None, weighed: bool, now: datetime) -> None:
    SealedText.objects.select_for_update().filter(pk=text_of(part).pk).first()
    text = text_of(part)
    refuse_written_twice(part)
    if drawn is not None and drawn != text.version:
        raise Refusal(_("These words have changed since you opened this page, so they were not shown. Check them."))
    words = open_sealed(part, viewer=by, now=now)
    if not any(said.strip() for said in words.values()):
        raise Refusal(_("There is nothing to show yet. One answer is enough; a single line will do."))
    if part.kind in (Kind.SUPERVISOR, Kind.SECOND):
        _refuse_readiness(readiness, words)
    refuse_marked(marks_in(words), weighed=weighed)
    freeze(part)


def _refuse_readiness(readiness: str, words: Parts) -> None:
    if readiness not in Readiness.values:
        raise Refusal(_("Choose whether they are ready for a next step, or not yet."))
    if readiness == Readiness.NOT_YET and not words.get(HELPS, "").strip():
        raise Refusal(_("“Not yet” needs a word on what would help. Go back and write it; the rest is kept."))


def _move_on(review: SupervisionReview, kind: str, reader: User) -> None:
    """Where both have written, the part of either stands beside what they showed before."""
    if kind == Kind.SELF and review.state == ReviewState.OWN:
        review.supervisor = reader
    target = STATE_AFTER[Kind(kind)]
    if REVIEW_MOVES.allow(review.state, target):
        review.state = target
    review.facilitator_says_final_at = review.supervisor_says_final_at = None
    review.save(update_fields=["state", "supervisor", "facilitator_says_final_at", "supervisor_says_final_at"])


def _own_side(review: SupervisionReview, by: User, now: datetime) -> SupervisionReview:
    """Locked, for one of the two. Raises Refusal for anybody else, and for a supervisor who is one no more."""
    review = locked(review)
    visible = SupervisionReview.objects.visible_to(by, now).filter(pk=review.pk).exists()
    if not (visible and permissions.is_side(by, review)):
        raise Refusal(_("This review is between the facilitator and their supervisor. Nothing was done."))
    return review


@transaction.atomic
def say_talked(*, review: SupervisionReview, by: User, on: date, now: datetime) -> SupervisionReview:
    """Say on which day the two have talked about it. The first to say so is enough."""
    review = _own_side(review, by, now)
    if review.state in (ReviewState.TALKED, ReviewState.FINAL):
        return review
    REVIEW_MOVES.check(review.state, ReviewState.TALKED)
    zone = review.programme.zone
    if not local_day(review.begun_at, zone) <= on <= local_day(now, zone):
        raise Refusal(_("Enter a day from when this review was begun until today."))
    review.state, review.talked_on = ReviewState.TALKED, on
    review.save(update_fields=["state", "talked_on"])
    other = _other(review, by)
    note(review, actor=by, deed=ReviewDeed.TALKED, owner_id=other.pk, now=now)
    return review


def _other(review: SupervisionReview, by: User) -> User:
    assert review.supervisor is not None  # a constraint: it was shown
    return review.supervisor if by.pk == review.facilitator_id else review.facilitator


@transaction.atomic
def say_final(*, review: SupervisionReview, by: User, weighed: bool = False, now: datetime) -> SupervisionReview:
    """One of the two says that it is final, with what they see differently, if they wrote something. Twice is once."""
    review = _own_side(review, by, now)
    said = "facilitator_says_final_at" if by.pk == review.facilitator_id else "supervisor_says_final_at"
    if getattr(review, said):
        return review
    REVIEW_MOVES.check(review.state, ReviewState.FINAL)
    other = _other(review, by)
    _show_difference(review, by, other, weighed, now)
    setattr(review, said, now)
    if review.facilitator_says_final_at and review.supervisor_says_final_at:
        review.state, review.final_at = ReviewState.FINAL, now
    review.save(update_fields=[said, "state", "final_at"])
    note(review, actor=by, deed=ReviewDeed.SAID_FINAL, owner_id=other.pk, now=now)
    notify(other, "review_final", about=review.pk, now=now, once=f"{by.pk} {now.isoformat()}")
    return review


def _show_difference(review: SupervisionReview, by: User, other: User, weighed: bool, now: datetime) -> None:
    drafts = review.parts.filter(author=by, kind=Kind.DIFFERS, shown_at=None)
    part = drafts.select_related("text", "review").first()
    if part is None or not any(said.strip() for said in open_sealed(part, viewer=by, now=now).values()):
        return
    _freeze(part, by, "", None, weighed, now)
    part.reader, part.shown_at = other, now
    part.save(update_fields=["reader", "shown_at"])
    note(part, actor=by, deed=PartDeed.SHOWN, owner_id=other.pk, now=now)


@transaction.atomic
def return_review(*, review: SupervisionReview, now: datetime) -> None:
    """Back to its owner, who shows it to the next supervisor if they want to. What was shown stays with the owner."""
    review = locked(review)
    if review.is_final or review.state == ReviewState.OWN:
        return
    REVIEW_MOVES.check(review.state, ReviewState.OWN)
    review.state, review.supervisor, review.talked_on = ReviewState.OWN, None, None
    review.facilitator_says_final_at = review.supervisor_says_final_at = None
    review.save(
        update_fields=["state", "supervisor", "talked_on", "facilitator_says_final_at", "supervisor_says_final_at"]
    )
    facilitator = review.facilitator
    note(review, actor=facilitator, deed=ReviewDeed.RETURNED, owner_id=facilitator.pk, now=now)


@transaction.atomic
def destroy_own_words(*, review: SupervisionReview, by: User, now: datetime) -> SupervisionReview:
    """Destroy for good what the facilitator wrote in their review. What others wrote, and the dates, stay."""
    review = locked(review)
    if by.pk != review.facilitator_id:
        raise Refusal(_("Only the person whose review this is can delete these words."))
    own = ReviewPart.objects.filter(review=review, author=by).select_related("text")
    for part in own:
        destroy(part, because="its author asked", now=now)
        if part.shown_at is None:
            part.delete()
    note(review, actor=by, deed=ReviewDeed.WORDS_DESTROYED, owner_id=by.pk, now=now)
    return review
