"""A session of Alder at which Ben is missing, and Farah, who could stand in."""

from datetime import timedelta

from groups.apologies.services import apologise
from groups.models import GroupSession
from groups.stand_ins.models import StandInOffer
from groups.stand_ins.services import offer_to_stand_in
from tests.groups.joining.making import planned_at
from tests.people import Cast


def without_ben(cast: Cast, hours: int = 20) -> GroupSession:
    session = planned_at(cast, cast.now + timedelta(hours=hours))
    apologise(session=session, person=cast.ben, now=cast.now)
    return session


def offered(cast: Cast, hours: int = 20) -> StandInOffer:
    return offer_to_stand_in(session=without_ben(cast, hours), person=cast.farah, now=cast.now)
