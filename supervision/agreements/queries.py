"""Reads about agreements, each one query."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from foundation.days import stamp
from people.models import SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement


def agreement_of(assignment: SupervisionAssignment) -> SupervisionAgreement | None:
    """What was offered or agreed for this assignment."""
    return SupervisionAgreement.objects.filter(assignment=assignment).first()


def waiting_agreement_of(person: User, now: datetime) -> SupervisionAgreement | None:
    """An agreement that `person` has not acknowledged yet, of an assignment that holds now."""
    current = SupervisionAssignment.objects.current(now).filter(facilitator=person)
    return (
        SupervisionAgreement.objects.filter(assignment__in=current, acknowledged_at=None)
        .select_related("assignment__supervisor")
        .order_by("offered_at", "pk")
        .first()
    )


def assignments_of(user: User, now: datetime) -> list[SupervisionAssignment]:
    """The assignments of `user` that hold now, on either side; and as facilitator, earlier ones with an agreement.

    Current ones first: `assignment.current`. `assignment.agreement` is loaded with each; it is missing (`hasattr`)
    where none was offered.
    """
    current = SupervisionAssignment.objects.current(now).filter(pk=OuterRef("pk"))
    mine = SupervisionAssignment.objects.annotate(current=Exists(current)).filter(
        Q(facilitator=user) & (Q(current=True) | Q(agreement__isnull=False)) | Q(supervisor=user, current=True)
    )
    found = mine.select_related("supervisor", "facilitator", "programme", "agreement")
    return list(found.order_by("-current", "-starts_at", "pk"))


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": every agreement that `user` is part of."""
    mine = SupervisionAgreement.objects.visible_to(user, now).order_by("offered_at", "pk")
    return [
        {
            "supervisor": agreement.assignment.supervisor.name,
            "facilitator": agreement.assignment.facilitator.name,
            "weeks_between": agreement.weeks_between,
            "minutes": agreement.minutes,
            "contact": str(agreement.get_contact_display()),
            "wording": agreement.wording,
            "offered_at": stamp(agreement.offered_at),
            "acknowledged_at": stamp(agreement.acknowledged_at),
        }
        for agreement in mine.select_related("assignment__supervisor", "assignment__facilitator")
    ]
