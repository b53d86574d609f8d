"""Rows of practice for tests, made through the services wherever a service makes them."""

from datetime import time, timedelta

from directory.models import HelpService
from foundation.days import local_day
from groups.models import GroupSession, PeerGroup, SessionFacilitator
from people.models import User
from tests.people import Cast


def held_session(
    cast: Cast, group: PeerGroup, *facilitators: User, days_ago: int = 3, attending: int = 7
) -> GroupSession:
    """A session of `group` that `facilitators` held `days_ago`."""
    session = GroupSession.objects.create(
        programme=group.programme,
        group=group,
        local_date=(cast.now - timedelta(days=days_ago)).date(),
        local_start=time(18, 30),
        zone="Europe/London",
        state=GroupSession.State.HELD,
        attending=attending,
        recorded_by=facilitators[0],
        recorded_at=cast.now - timedelta(days=days_ago),
    )
    for person in facilitators:
        SessionFacilitator.objects.create(session=session, person=person)
    return session


def help_service(cast: Cast, **facts: str) -> HelpService:
    """A line of the directory, checked today: the emergency number unless `facts` say otherwise."""
    emergency = {"name": "Emergency", "what_for": "danger", "strength": "emergency", "phone": "999"}
    everywhere = {"hours": "always", "nations": "all", "last_checked": local_day(cast.now)}
    return HelpService.objects.create(**emergency | everywhere | facts)
