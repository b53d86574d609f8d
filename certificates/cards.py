"""What "My day" shows: what is still missing, for a facilitator; who is ready, for a coordinator."""

from django.db.models import Count, Q
from django.urls import reverse

from certificates.items import State, missing
from certificates.queries import Standing, facilitators, facilitators_of, standings
from certificates.readiness import next_thing
from certificates.states import with_state
from foundation.cards import Card
from foundation.http import Request


def still_missing(request: Request) -> Card | None:
    """The items of the authorisation until it is given, then those of the award; the certificate once it is held."""
    appointments = facilitators(request.now).filter(person=request.user)
    entries = [entry(standing) for standing in standings(appointments, request.now, modules=False)]
    if not entries:
        return None
    due = any(not entry["nothing_due"] for entry in entries)
    return Card("certificates/card_missing.html", {"entries": entries}, "" if due else "certificates.missing.nothing")


def entry(standing: Standing) -> dict[str, object]:
    award = standing.next_award
    state, items, towards = next_thing(standing, award)
    return {
        "standing": standing,
        "award": award,
        "state": state,
        "items": items,
        "towards": towards,
        "missing": missing(items) if state != State.NOTHING_DUE else [],
        "ready": state == State.READY,
        "nothing_due": state == State.NOTHING_DUE,
    }


def who_is_ready(request: Request) -> Card | None:
    """How many wait for a coordinator: for a confirmation, for a certificate."""
    facilitators = facilitators_of(request.user, request.now).exclude(person=request.user)
    ready = with_state(facilitators, request.now).filter(state=State.READY)
    counted = ready.aggregate(
        confirm=Count("pk", filter=Q(authorised=False)), issue=Count("pk", filter=Q(authorised=True))
    )
    confirm, issue = counted["confirm"], counted["issue"]
    if not confirm and not issue:
        return None
    url = f"{reverse('certificates:readiness')}?state={State.READY}"
    return Card("certificates/card_ready.html", context={"confirm": confirm, "issue": issue, "url": url})
