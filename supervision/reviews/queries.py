"""Reads about reviews, each with a constant number of queries."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from people.models import Appointment, Authorisation, Role, User
from supervision.reviews.models import (
    Kind,
    ReviewPart,
    ReviewState,
    SupervisionReview,
    SupervisionReviewQuerySet,
)
from supervision.standing import supervised

HALF_A_YEAR, BEFORE_THE_END, LATELY = timedelta(days=182), timedelta(days=42), timedelta(days=90)


def is_due(now: datetime) -> Any:
    """Of a facilitator's Appointment: half a year since they began to facilitate, or the last one; or they leave soon.

    Not while one is under way, nor without a supervisor to talk to.
    """
    own = SupervisionReview.objects.filter(facilitator=OuterRef("person"), programme=OuterRef("programme"))
    given = Authorisation.objects.filter(person=OuterRef("person"), programme=OuterRef("programme"))
    half_a_year = Q(Exists(given.filter(starts_at__lte=now - HALF_A_YEAR))) & ~Q(
        Exists(own.filter(final_at__gt=now - HALF_A_YEAR))
    )
    leaving = Q(ends_at__lte=now + BEFORE_THE_END) & ~Q(Exists(own.filter(final_at__gt=now - LATELY)))
    facilitates = Q(Exists(given.current(now))) & Q(supervised(now))
    under_way = Q(Exists(own.exclude(state=ReviewState.FINAL)))
    return Case(
        When(facilitates & ~under_way & (half_a_year | leaving), then=True), default=False, output_field=BooleanField()
    )


def due_of(supervisor: User, now: datetime) -> QuerySet[Appointment, Any]:
    """Facilitators whom `supervisor` supervises, whose review is due and not begun."""
    supervised = supervisor.supervises.current(now)
    posts: Any = Appointment.objects.current(now).filter(
        Exists(supervised.filter(facilitator=OuterRef("person"), programme=OuterRef("programme"))),
        # Beside the exact rule: a query begins there.
        person__in=supervised.values("facilitator"),
        role=Role.FACILITATOR,
    )
    found: QuerySet[Appointment, Any] = posts.annotate(review_due=is_due(now)).filter(review_due=True)
    return found.select_related("person").order_by("person__sort_name", "pk")


def reviews_of(user: User, now: datetime) -> SupervisionReviewQuerySet:
    """All that `user` may see, the newest first."""
    found = SupervisionReview.objects.visible_to(user, now).select_related("facilitator", "supervisor")
    return found.order_by("-begun_at", "pk")


def waiting_for(person: User, now: datetime) -> SupervisionReviewQuerySet:
    """Reviews in which the next step is `person`'s."""
    talked = Q(state=ReviewState.TALKED)
    own = Q(facilitator=person) & (
        Q(state__in=(ReviewState.OWN, ReviewState.BOTH)) | talked & Q(facilitator_says_final_at=None)
    )
    with_me = SupervisionReview.objects.with_supervisor(person, now).filter(
        Q(state=ReviewState.SHOWN) | talked & Q(supervisor_says_final_at=None)
    )
    answered = ReviewPart.objects.shown().filter(review=OuterRef("pk"), kind=Kind.SECOND, author=person)
    asked = SupervisionReview.objects.asking(person, now).filter(~Exists(answered))
    found = SupervisionReview.objects.filter(own | Q(pk__in=with_me.values("pk")) | Q(pk__in=asked.values("pk")))
    return found.select_related("facilitator").order_by("begun_at", "pk")


def others_to_ask(review: SupervisionReview, now: datetime) -> QuerySet[User, Any]:
    """Supervisors of the programme who do not supervise its owner, and did not write in it."""
    posts = Appointment.objects.current(now).filter(role=Role.SUPERVISOR, programme=review.programme_id)
    wrote = [key for key in (review.supervisor_id, review.facilitator_id) if key]
    found: QuerySet[User, Any] = User.objects.filter(pk__in=posts.values("person")).exclude(pk__in=wrote)
    supervises = supervised_by_now(review, now)
    return found.exclude(pk__in=supervises).order_by("sort_name", "pk")


def supervised_by_now(review: SupervisionReview, now: datetime) -> list[Any]:
    held = review.facilitator.supervised_by.current(now)
    return list(held.filter(programme=review.programme_id).values_list("supervisor", flat=True))


def shown_parts(review: SupervisionReview, viewer: User, now: datetime) -> list[ReviewPart]:
    """All that was shown and `viewer` may open, the newest first."""
    parts = ReviewPart.objects.open_to(viewer, now).shown().filter(review=review)
    return list(parts.select_related("text", "author", "review").order_by("-shown_at", "pk"))


def last_own(review: SupervisionReview, author: User, kind: str) -> ReviewPart | None:
    """What `author` showed last, while its words exist."""
    parts = review.parts.shown().filter(author=author, kind=kind, text__destroyed_at=None)
    found: ReviewPart | None = parts.select_related("text", "review").order_by("-shown_at").first()
    return found
