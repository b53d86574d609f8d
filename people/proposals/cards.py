"""What "My day" shows to the two who are asked whether anything stands in the way."""

from datetime import datetime

from django.db.models import QuerySet

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role, SupervisionProposal, User

ASKED = frozenset({Role.FACILITATOR, Role.SUPERVISOR})


def waiting_for(person: User, _now: datetime) -> QuerySet[SupervisionProposal]:
    waiting = SupervisionProposal.objects.waiting_for(person).select_related("facilitator", "supervisor")
    return waiting.order_by("proposed_at", "pk")


WAITING = CardQuestion(waiting_for, ASKED)


def to_declare(request: Request) -> Card | None:
    """Proposals that wait for this person's declaration, on either side."""
    proposals = WAITING.rows(request) if ASKED & set(request.roles) else []
    return Card("people/card_declare.html", context={"proposals": proposals}) if proposals else None
