"""Who may do what with groups and sessions, one sentence each."""

from datetime import datetime

from groups.models import Facilitation, GroupSession, PeerGroup
from people.models import User


def is_in_pair(person: User, group: PeerGroup, now: datetime) -> bool:
    """`person` holds one of the two places of `group` now."""
    return Facilitation.objects.current(now).filter(person=person, group=group).exists()


def is_named(person: User, session: GroupSession) -> bool:
    """`person` is named as facilitating `session`: one of the pair then, or covering."""
    # Not a query of its own: a page that has loaded them asks several times.
    return any(place.person_id == person.pk for place in session.session_facilitators.all())


def may_change_facts(person: User, session: GroupSession, now: datetime) -> bool:
    """Those in the pair now, and those who facilitated it, may put the facts right."""
    return is_named(person, session) or is_in_pair(person, session.group, now)
