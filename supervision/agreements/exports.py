"""The part of "my data" about agreements on supervision."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.agreements.models import AgreementRevision, SupervisionAgreement, Terms


@part
def export(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": every agreement that `user` is part of, with each change of it."""
    own_rows = SupervisionAgreement.objects.visible_to(user, now).order_by("offered_at", "pk")
    agreements = own_rows.select_related("assignment__supervisor", "assignment__facilitator")
    revisions = AgreementRevision.objects.filter(agreement__in=own_rows.order_by().values("pk")).order_by("number")
    yield agreements, revisions
    changes = defaultdict(list)
    for revision in revisions:
        changes[revision.agreement_id].append(_terms(revision))
    return [
        {
            "supervisor": agreement.assignment.supervisor.name,
            "facilitator": agreement.assignment.facilitator.name,
            **_terms(agreement),
            "changes": changes[agreement.pk],
        }
        for agreement in agreements
    ]


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "weeks_between": terms.weeks_between,
        "minutes": terms.minutes,
        "contact": str(terms.get_contact_display()),
        "look_again_on": terms.review_day.isoformat() if terms.review_day else None,
        "wording": terms.wording,
        "offered_at": stamp(terms.offered_at),
        "acknowledged_at": stamp(terms.acknowledged_at),
    }
