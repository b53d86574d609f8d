"""Reads about agreements, each one query."""

from datetime import datetime
from typing import Any

from django.db.models import Q

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
    """The assignments of `user`, on either side, that hold now or have an agreement; current ones first.

    `assignment.agreement` is loaded with each; it is missing (`hasattr`) where none was offered.
    """
    either_side = SupervisionAssignment.objects.filter(Q(supervisor=user) | Q(facilitator=user))
    found = either_side.select_related("supervisor", "facilitator", "programme", "agreement")
    newest_first = found.order_by("-starts_at", "pk")
    known = [assignment for assignment in newest_first if assignment.holds(now) or hasattr(assignment, "agreement")]
    return sorted(known, key=lambda assignment: not assignment.holds(now))


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
