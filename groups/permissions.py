"""Who may do what with groups and sessions, one sentence each."""

from datetime import datetime

from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator
from people.models import User


def is_in_pair(person: User, group: PeerGroup, now: datetime) -> bool:
    """`person` holds one of the two places of `group` now."""
    return Facilitation.objects.current(now).filter(person=person, group=group).exists()


def was_in_pair(person: User, group: PeerGroup, begins: datetime, ends: datetime) -> bool:
    """`person` held a place of `group` at some time between two instants, whatever has ended since."""
    return Facilitation.objects.holding_within(begins, ends).filter(person=person, group=group).exists()


def last_day_in_pair(person: User, group: PeerGroup, now: datetime) -> datetime | None:
    """When `person` left the pair of `group`; None for whoever was never in it."""
    left = Facilitation.objects.filter(person=person, group=group, ends_at__lte=now).order_by("-ends_at").first()
    return left.ends_at if left else None


def is_named(person: User, session: GroupSession) -> bool:
    """`person` is named as facilitating `session`: one of the pair then, or covering."""
    return place_in(person, session) is not None


def place_in(person: User, session: GroupSession) -> SessionFacilitator | None:
    """By what `person` is named in `session`."""
    # Not a query of its own: a page that has loaded them asks several times.
    return next((place for place in session.session_facilitators.all() if place.person_id == person.pk), None)


def may_change_facts(person: User, session: GroupSession, now: datetime) -> bool:
    """Those in the pair now, and those who facilitated it, may put the facts right."""
    return is_named(person, session) or is_in_pair(person, session.group, now)
