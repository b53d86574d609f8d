"""Rows of a draft, and people who fit, between those of the cast."""

from datetime import timedelta

from delivery.services import deliver_due
from foundation.days import local_day
from groups.models import Facilitation
from groups.pairing.models import Pairing, PairingRow
from groups.pairing.services import ask_for_pairs
from people.models import Role, User
from supervision.agreements.models import SupervisionAgreement
from tests.groups.availability.making import a_week
from tests.people import Cast, appoint, assign, authorise, make_person


def a_row(cast: Cast, one: User, other: User) -> PairingRow:
    """Drawn, whether they fit or not."""
    pairing, _made = Pairing.objects.get_or_create(
        programme=cast.thames,
        defaults={"starts_on": local_day(cast.now), "asked_by": cast.cora, "asked_at": cast.now},
    )
    first, second = sorted((one, other), key=lambda person: person.pk)
    return PairingRow.objects.create(pairing=pairing, first=first, second=second)


def agreed(person: User, supervisor: User, cast: Cast) -> None:
    """Their supervision began lately and is agreed: it is current."""
    rows = person.supervised_by.filter(supervisor=supervisor)
    rows.update(starts_at=cast.now - timedelta(days=10))
    SupervisionAgreement.objects.create(
        assignment=rows.get(),
        wording="1",
        offered_at=cast.now - timedelta(days=9),
        acknowledged_at=cast.now - timedelta(days=8),
    )


def somebody_waiting(cast: Cast, name: str, *times: str, authorised: bool = True, **said) -> User:
    """A facilitator of Thames in no pair, authorised and supervised by Sam, free at these times."""
    person = make_person(name)
    since = cast.now - timedelta(days=100)
    appoint(person, Role.FACILITATOR, cast.thames, since)
    if authorised:
        authorise(person, cast.thames, cast.cora, since)
    assign(person, cast.sam, cast.thames, since)
    agreed(person, cast.sam, cast)
    if times:
        a_week(person, cast.now, *times, **said)
    return person


def nobody_else_waits(cast: Cast) -> None:
    """Everybody of the cast keeps a place, so that only those who are made wait."""
    assert Facilitation.objects.current(cast.now).filter(person__in=[cast.anna, cast.ben, cast.farah]).count() == 3


def matched(cast: Cast) -> Pairing:
    """Asked for and delivered."""
    ask_for_pairs(programme=cast.thames, by=cast.cora, starts_on=local_day(cast.now), now=cast.now)
    deliver_due(cast.now + timedelta(seconds=1), most=200)
    return Pairing.objects.get()
