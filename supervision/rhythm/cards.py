"""What My day says of a rhythm: one's own when it is due, and to a supervisor and a coordinator, whose is overdue."""

from collections.abc import Iterable

from foundation.cards import Card, CardQuestion
from foundation.http import Request
from people.models import Role
from supervision.rhythm.queries import Paced, of_coordinator, of_facilitator, of_supervisor, overdue, paced

OWN = CardQuestion(of_facilitator, {Role.FACILITATOR})
SUPERVISED = CardQuestion(of_supervisor, {Role.SUPERVISOR})
COORDINATED = CardQuestion(of_coordinator, {Role.COORDINATOR})
A_FEW = 3


def own_card(request: Request) -> Card | None:
    """When it is due with no date, or overdue: what to do. Of their partner nothing is said."""
    found = [pace for pace in paced(OWN.rows(request), request.now) if pace.rhythm.waits or pace.rhythm.is_overdue]
    if not found:
        return None
    is_late = any(pace.rhythm.is_overdue for pace in found)
    return Card("supervision/rhythm/own.html", {"paced": found}, "rhythm.own.overdue" if is_late else "")


def supervisors_card(request: Request) -> Card | None:
    return _of_others(undated(paced(SUPERVISED.rows(request), request.now)), Role.SUPERVISOR)


def coordinators_card(request: Request) -> Card | None:
    """Those of others: a coordinator who supervises has theirs on another card."""
    late = undated(paced(COORDINATED.rows(request), request.now))
    return _of_others([pace for pace in late if pace.assignment.supervisor != request.user], Role.COORDINATOR)


def undated(found: Iterable[Paced]) -> list[Paced]:
    """Those that are overdue with no meeting planned. A date answers what these cards ask; the board shows both."""
    return [pace for pace in overdue(found) if pace.rhythm.next is None]


def _of_others(late: list[Paced], role: Role) -> Card | None:
    context = {"late": late[:A_FEW], "more": len(late[A_FEW:]), "role": role}
    return Card("supervision/rhythm/overdue.html", context) if late else None
