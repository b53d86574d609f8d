"""What "My day" shows to the two who are asked whether anything stands in the way."""

from foundation.cards import Card
from foundation.http import Request
from people.models import Role, SupervisionProposal


def to_declare(request: Request) -> Card | None:
    """Proposals that wait for this person's declaration, on either side."""
    if not {Role.FACILITATOR, Role.SUPERVISOR} & set(request.roles):
        return None
    waiting = SupervisionProposal.objects.waiting_for(request.user).select_related("facilitator", "supervisor")
    proposals = list(waiting.order_by("proposed_at", "pk"))
    return Card("people/card_declare.html", context={"proposals": proposals}) if proposals else None
