"""Twice a year, in own words, by ten areas: the facilitator first, the supervisor beside it, then both say: final.

What somebody shows is one immutable part; what they write after it is their next one, kept beside the first.
"""

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord
from foundation.models import Identified
from foundation.refusals import Moves
from people.models import Appointment, Programme, Role, SupervisionAssignment, User


class ReviewState(models.TextChoices):
    OWN = "own", _("with the facilitator")
    SHOWN = "shown", _("with the supervisor")
    BOTH = "both", _("to talk about")
    TALKED = "talked", _("talked about")
    FINAL = "final", _("final")


REVIEW_MOVES = Moves(
    {
        ReviewState.OWN: [ReviewState.SHOWN],
        # Back to its owner: the supervisor to whom it was shown no longer supervises them.
        ReviewState.SHOWN: [ReviewState.BOTH, ReviewState.OWN],
        ReviewState.BOTH: [ReviewState.TALKED, ReviewState.OWN],
        ReviewState.TALKED: [ReviewState.FINAL, ReviewState.OWN],
    }
)
WRITTEN_BY_BOTH = (ReviewState.BOTH, ReviewState.TALKED, ReviewState.FINAL)


class Kind(models.TextChoices):
    """Whose part of a review. What either sees differently is a part of its own."""

    SELF = "self", _("the facilitator's part")
    SUPERVISOR = "supervisor", _("the supervisor's part")
    SECOND = "second", _("another supervisor's view")
    DIFFERS = "differs", _("what is seen differently")


class Readiness(models.TextChoices):
    READY = "ready", _("Ready for a next step")
    NOT_YET = "not_yet", _("Not yet")


def supervising(viewer: User, facilitator: str, programme: str, now: datetime) -> Exists:
    """Whether `viewer` supervises the person in column `facilitator` now. A cover does not: a review can wait."""
    held = SupervisionAssignment.objects.current(now).filter(supervisor=viewer)
    return Exists(held.filter(facilitator=OuterRef(facilitator), programme=OuterRef(programme)))


def is_supervisor(viewer: User, programme: str, now: datetime) -> Exists:
    posts = Appointment.objects.current(now).filter(person=viewer, role=Role.SUPERVISOR)
    return Exists(posts.filter(programme=OuterRef(programme)))


class SupervisionReviewQuerySet(models.QuerySet["SupervisionReview"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Their own; and those that were shown to them, while they supervise its owner or are asked for a view."""
        return self.filter(Q(facilitator=user) | self._with(user, now) | self._asked(user, now))

    def with_supervisor(self, user: User, now: datetime) -> Self:
        return self.filter(self._with(user, now))

    def asking(self, user: User, now: datetime) -> Self:
        """Of whose owners `user` was asked for another view."""
        return self.filter(self._asked(user, now))

    @staticmethod
    def _with(user: User, now: datetime) -> Q:
        return Q(supervising(user, "facilitator", "programme", now), supervisor=user)

    @staticmethod
    def _asked(user: User, now: datetime) -> Q:
        return Q(is_supervisor(user, "programme", now), second=user, state__in=WRITTEN_BY_BOTH)


class SupervisionReview(Identified):
    """Its facts. `supervisor` is to whom it was shown; nobody while its owner has it to themselves."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="supervision_reviews")
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="own_reviews")
    supervisor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    # Another supervisor, whom the facilitator asked for a view of their own.
    second = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=ReviewState, default=ReviewState.OWN)
    begun_at = models.DateTimeField()
    talked_on = models.DateField(null=True)
    facilitator_says_final_at = models.DateTimeField(null=True)
    supervisor_says_final_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)

    programme_id: UUID
    facilitator_id: UUID
    supervisor_id: UUID | None
    second_id: UUID | None
    objects = SupervisionReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["facilitator", "programme"], condition=~Q(state="final"), name="one_review_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="final")
                | Q(
                    facilitator_says_final_at__isnull=False,
                    supervisor_says_final_at__isnull=False,
                    final_at__isnull=False,
                    talked_on__isnull=False,
                ),
                name="a_review_is_final_when_both_say_so",
            ),
            models.CheckConstraint(
                condition=Q(state="own", supervisor__isnull=True) | ~Q(state="own") & Q(supervisor__isnull=False),
                name="a_shown_review_has_a_supervisor",
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.facilitator}"

    @property
    def is_final(self) -> bool:
        return self.state == ReviewState.FINAL


class ReviewPartQuerySet(models.QuerySet["ReviewPart"]):
    def open_to(self, viewer: User, now: datetime) -> Self:
        """Whose review it is: their own words, and all that was shown to them, for good.

        The supervisor to whom it was shown, while they supervise the owner: what was addressed to them, and their own.
        Another supervisor, while they are asked: what both have shown last, and their own.
        """
        own = Q(review__facilitator=viewer) & (Q(author=viewer) | Q(shown_at__isnull=False))
        to_me = Q(author=viewer) | Q(reader=viewer, shown_at__isnull=False)
        looked_after = supervising(viewer, "review__facilitator", "review__programme", now)
        with_me = Q(looked_after, review__supervisor=viewer) & to_me
        return self.filter(own | with_me | self._as_second(viewer, now))

    @staticmethod
    def _as_second(viewer: User, now: datetime) -> Q:
        later = ReviewPart.objects.filter(
            review=OuterRef("review"), kind=OuterRef("kind"), shown_at__gt=OuterRef("shown_at")
        )
        shown_last = Q(~Exists(later), kind__in=(Kind.SELF, Kind.SUPERVISOR), shown_at__isnull=False)
        asked = Q(is_supervisor(viewer, "review__programme", now), review__second=viewer)
        return asked & Q(review__state__in=WRITTEN_BY_BOTH) & (Q(author=viewer) | shown_last)

    def shown(self) -> Self:
        return self.filter(shown_at__isnull=False)


class ReviewPart(SealedRecord):
    """What one person says in a review: a draft of their own until it is shown, then frozen."""

    review = models.ForeignKey(SupervisionReview, on_delete=models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # To whom it was shown.
    reader = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    readiness = models.CharField(max_length=8, choices=Readiness, blank=True)
    begun_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    review_id: UUID
    author_id: UUID
    reader_id: UUID | None
    objects = ReviewPartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "kind", "author"], condition=Q(shown_at__isnull=True), name="one_draft_of_a_part"
            ),
            models.CheckConstraint(
                condition=Q(shown_at__isnull=True) | Q(reader__isnull=False), name="a_shown_part_has_a_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.review}"

    @property
    def writer_id(self) -> UUID:
        return self.author_id
