"""What agreements tell the apps below, at start-up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import triggers
from delivery.mail import register_notice
from foundation.cards import Card, cards, for_role
from foundation.exports import exports
from foundation.http import Request
from people.endings.registry import entries
from people.models import Role
from supervision.agreements import queries
from supervision.agreements.endings import ENTRY


def register() -> None:
    triggers.guard(
        "supervision.SupervisionAgreement",
        unless="OLD.acknowledged_at IS NULL",
        keep_when="OLD.acknowledged_at IS NOT NULL",
    )
    register_notice(
        "agreement_offered",
        subject=_("Something is waiting for you"),
        sentence=_("An agreement about supervision is waiting for you to read."),
        path="/agreements/",
    )
    register_notice(
        "agreement_acknowledged",
        subject=_("An agreement has been agreed"),
        sentence=_("Someone has agreed to an agreement about supervision."),
        path="/agreements/",
    )
    cards.register("agreements.waiting", for_role(Role.FACILITATOR, waiting_card))
    exports.register("supervision_agreements", queries.export)
    entries.register("supervision.agreements", ENTRY)


def waiting_card(request: Request) -> Card | None:
    """An agreement to read and acknowledge."""
    agreement = queries.waiting_agreement_of(request.user, request.now)
    if agreement is None:
        return None
    return Card(
        "supervision/agreements/card.html",
        context={
            "agreement": agreement,
            "supervisor": agreement.assignment.supervisor,
            "url": reverse("agreements:detail", args=[agreement.pk]),
        },
    )
