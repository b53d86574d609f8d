"""Reads about groups and sessions, each with a constant number of queries."""

from datetime import datetime
from uuid import UUID

from groups.models import Facilitation, GroupSession, PeerGroup
from people.models import User


def sessions_cofacilitated(person: User, programme_id: UUID) -> int:
    """How many held sessions of the programme `person` facilitated. Counted from the sessions, once each."""
    return GroupSession.objects.held().filter(programme_id=programme_id).facilitated_by(person).count()


def partner_of(person: User, group: PeerGroup, now: datetime) -> User | None:
    """The other facilitator of the pair at `now`."""
    other = Facilitation.objects.current(now).filter(group=group).exclude(person=person).select_related("person").first()
    return other.person if other else None
