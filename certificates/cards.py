"""What "My day" shows: what is still missing, for a facilitator; who is ready, for a coordinator."""

from django.urls import reverse

from certificates.items import State, missing
from certificates.queries import Standing, facilitators, facilitators_of, standings
from certificates.readiness import next_thing
from foundation.cards import Card
from foundation.http import Request


def still_missing(request: Request) -> Card | None:
    """The items of the authorisation until it is given, then those of the award; the certificate once it is held."""
    appointments = facilitators(request.now).filter(person=request.user)
    entries = [entry(standing) for standing in standings(appointments, request.now, modules=False)]
    return Card("certificates/card_missing.html", context={"entries": entries}) if entries else None


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
    others = facilitators_of(request.user, request.now).exclude(person=request.user)
    confirm = issue = 0
    for standing in standings(others, request.now, modules=False):
        ready = next_thing(standing, standing.next_award)[0] == State.READY
        confirm += ready and standing.authorised_on is None
        issue += ready and standing.authorised_on is not None
    if not confirm and not issue:
        return None
    url = f"{reverse('certificates:readiness')}?state={State.READY}"
    return Card("certificates/card_ready.html", context={"confirm": confirm, "issue": issue, "url": url})
