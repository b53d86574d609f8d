"""What stands in a facilitator's calendar: the sessions of their groups, and those that name them."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from delivery.calendar.events import Event, Title, Window
from groups.models import Facilitation, GroupSession, SessionFacilitator
from people.models import User


def sessions_in_calendar(user: User, window: Window, _now: datetime) -> Iterable[Event]:
    """Of a pair that they have left or are going to leave, those up to that day. Three queries."""
    places = list(Facilitation.objects.filter(person=user))
    named = set(
        SessionFacilitator.objects.filter(person=user, session__local_date__range=window.days).values_list(
            "session", flat=True
        )
    )
    own = Q(group__in={place.group_id for place in places}) | Q(pk__in=named)
    for session in GroupSession.objects.filter(own, local_date__range=window.days):
        in_pair = any(place.group_id == session.group_id and place.holds(session.starts_at) for place in places)
        if in_pair or session.pk in named:
            yield event_of(session)


def event_of(session: GroupSession) -> Event:
    return Event(
        key=session.pk,
        title=Title.SESSION,
        day=session.local_date,
        start=session.local_start,
        minutes=session.minutes,
        zone=session.zone,
        cancelled=session.state == GroupSession.State.CANCELLED,
        revision=session.revision,
        changed_at=session.changed_at,
    )
