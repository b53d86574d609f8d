"""Whom somebody may ring now, and on which number."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from people.models import CoverWindow, SupervisionAssignment, User
from people.telephones.models import Telephone


def number_of(person: User) -> str:
    """Their own, for their account page. Empty where they give none."""
    return Telephone.objects.filter(person=person).values_list("number", flat=True).first() or ""


def telephones_for(viewer: User, now: datetime) -> dict[UUID, Telephone]:
    """The numbers that `viewer` may see, by person. One query."""
    seen = Telephone.objects.visible_to(viewer, now).select_related("person")
    return {telephone.person_id: telephone for telephone in seen.order_by("person__sort_name", "pk")}


def supervisors_of(viewer: User, now: datetime) -> QuerySet[User]:
    """Whoever supervises `viewer` now."""
    assignments = SupervisionAssignment.objects.current(now).filter(facilitator=viewer)
    return User.objects.filter(pk__in=assignments.values("supervisor"))


def covers_of(viewer: User, now: datetime) -> QuerySet[User]:
    """Whoever stands in for them while they are away."""
    assignments = SupervisionAssignment.objects.current(now).filter(
        facilitator=viewer, supervisor=OuterRef("supervisor"), programme=OuterRef("programme")
    )
    return User.objects.filter(pk__in=CoverWindow.objects.current(now).filter(Exists(assignments)).values("cover"))


def supervisees_of(viewer: User, now: datetime) -> QuerySet[User]:
    """Whom `viewer` supervises now, or covers."""
    assignments = SupervisionAssignment.objects.supervised_by(viewer, now)
    return User.objects.filter(pk__in=assignments.values("facilitator"))
