"""Reads about agreements, each one query."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from delivery.reminders.rules import Due
from foundation.days import local_day
from people.models import SupervisionAssignment, User
from supervision.agreements.models import A_YEAR, AgreementRevision, SupervisionAgreement, Terms


def agreement_of(assignment: SupervisionAssignment) -> SupervisionAgreement | None:
    """What was offered or agreed for this assignment."""
    return SupervisionAgreement.objects.filter(assignment=assignment).first()


def waiting_agreements_of(person: User, now: datetime) -> QuerySet[SupervisionAgreement]:
    """Agreements, or changes of one, that `person` has not agreed to yet, of assignments that hold now."""
    current = SupervisionAssignment.objects.current(now).filter(facilitator=person)
    return (
        SupervisionAgreement.objects.filter(
            Q(acknowledged_at=None) | Exists(_offered_changes()), assignment__in=current
        )
        .select_related("assignment__supervisor")
        .order_by("offered_at", "pk")
    )


def _offered_changes() -> QuerySet[AgreementRevision]:
    return AgreementRevision.objects.filter(agreement=OuterRef("pk"), acknowledged_at=None)


def to_look_at_again(now: datetime, *, people: Iterable[UUID] | None = None) -> QuerySet[SupervisionAgreement]:
    """Whose day has come, of assignments that hold now. While a change waits, the two are at it already.

    With `people`, those with any of them on either side.
    """
    today, current = local_day(now), SupervisionAssignment.objects.current(now)
    if people is not None:
        wanted = list(people)
        current = current.filter(Q(facilitator__in=wanted) | Q(supervisor__in=wanted))
    of_revision = Q(standing_revision__review_on__lte=today)
    of_first = Q(review_on__lte=today) | Q(review_on=None, acknowledged_at__lte=now - A_YEAR)
    standing = SupervisionAgreement.objects.filter(assignment__in=current, acknowledged_at__isnull=False)
    return (
        standing.filter(of_revision | Q(standing_revision=None) & of_first)
        .exclude(Exists(_offered_changes()))
        .select_related("assignment__supervisor", "assignment__facilitator", "standing_revision")
        .order_by("assignment__facilitator__sort_name", "pk")
    )


def to_look_at_again_of(person: User, now: datetime) -> QuerySet[SupervisionAgreement]:
    """On either side."""
    return to_look_at_again(now, people=[person.pk])


def looks_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """For the two of them, once for each day that they agreed on."""
    wanted = None if people is None else set(people)
    for agreement in to_look_at_again(now, people=wanted):
        for person in (agreement.assignment.facilitator_id, agreement.assignment.supervisor_id):
            if wanted is None or person in wanted:
                yield Due(person, agreement.pk, str(agreement.terms.review_day))


def agreed_terms(agreement: SupervisionAgreement) -> tuple[list[Terms], AgreementRevision | None]:
    """All that the two agreed to, the oldest first; and the change that waits."""
    revisions = list(AgreementRevision.objects.filter(agreement=agreement).order_by("number"))
    waiting = next((revision for revision in revisions if not revision.stands), None)
    return [
        *([agreement] if agreement.stands else []),
        *(revision for revision in revisions if revision.stands),
    ], waiting


def with_agreement_or_without(
    supervisor: User, now: datetime
) -> tuple[list[SupervisionAssignment], list[SupervisionAssignment]]:
    """Whom `supervisor` supervises now: to whom an agreement can be offered, and who has one, or an offer of one."""
    held = SupervisionAssignment.objects.current(now).filter(supervisor=supervisor)
    rows = list(held.select_related("facilitator", "agreement").order_by("facilitator__sort_name", "pk"))
    without = [row for row in rows if not hasattr(row, "agreement")]
    return without, [row for row in rows if hasattr(row, "agreement")]


def assignments_of(user: User, now: datetime) -> QuerySet[Any]:
    """The assignments of `user` that hold now, on either side; and as facilitator, earlier ones with an agreement.

    Current ones first: `assignment.current`. `assignment.agreement` is loaded with each; it is missing (`hasattr`)
    where none was offered.
    """
    current = SupervisionAssignment.objects.current(now).filter(pk=OuterRef("pk"))
    own_rows = SupervisionAssignment.objects.annotate(current=Exists(current)).filter(
        Q(facilitator=user) & (Q(current=True) | Q(agreement__isnull=False)) | Q(supervisor=user, current=True)
    )
    waiting = AgreementRevision.objects.filter(agreement=OuterRef("agreement"), acknowledged_at=None)
    found = own_rows.select_related("supervisor", "facilitator", "programme", "agreement__standing_revision")
    return found.annotate(change_waits=Exists(waiting)).order_by("-current", "-starts_at", "pk")
