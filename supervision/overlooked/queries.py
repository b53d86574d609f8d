"""Who has nobody: without a supervisor, alone in a pair, or authorised and neither meeting nor supervised for long.

The same questions are asked for a programme's coordinator, about everybody, and for one's own My day (`standing.py`).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from foundation.days import local_day
from groups.availability.models import Availability
from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator
from people.models import Appointment, Authorisation, SupervisionProposal
from supervision.meetings.models import MeetingAttendee
from supervision.standing import facilitators_in, supervised

# Three months without a session or supervision: whoever is authorised may have drifted away.
LONG = timedelta(days=91)
# A group in one of these needs two people now.
MEETING = (PeerGroup.State.RUNNING, PeerGroup.State.PAUSED, PeerGroup.State.ENDING)


def without_supervisor(programmes: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    """Facilitators whom nobody supervises; `proposed` where somebody is asked to."""
    asked = SupervisionProposal.objects.filter(
        facilitator=OuterRef("person"), programme=OuterRef("programme"), state=SupervisionProposal.State.OPEN
    )
    return facilitators_in(programmes, now).filter(~supervised(now)).annotate(proposed=Exists(asked))


def idle(programmes: Iterable[UUID], now: datetime) -> QuerySet[Appointment]:
    """Those authorised for longer than `LONG` who meanwhile had neither a session nor supervision."""
    return facilitators_in(programmes, now).filter(_authorised(now), ~_met(now), ~_supervised_lately(now))


def incomplete_pairs(programmes: Iterable[UUID], now: datetime) -> QuerySet[PeerGroup]:
    """Groups with one person in their pair; and those that meet and have nobody. `left` is the one, if there is one."""
    places = Facilitation.objects.current(now).filter(group=OuterRef("pk"))
    first_place, second_place = Exists(places.filter(place=1)), Exists(places.filter(place=2))
    groups = PeerGroup.objects.filter(programme__in=list(programmes)).exclude(state=PeerGroup.State.ENDED)
    short = groups.filter(~Q(first_place & second_place)).filter(Q(first_place | second_place) | Q(state__in=MEETING))
    return short.select_related("programme").order_by("code_name", "pk")


def _authorised(now: datetime) -> Exists:
    authorisations = Authorisation.objects.current(now).filter(starts_at__lte=now - LONG)
    return Exists(authorisations.filter(person=OuterRef("person"), programme=OuterRef("programme")))


def _met(now: datetime) -> Exists:
    """Whether they facilitated a session, also one to which nobody came, within `LONG`."""
    took_place = (GroupSession.State.HELD, GroupSession.State.NOBODY_CAME)
    lately = SessionFacilitator.objects.counted().filter(
        session__state__in=took_place, session__local_date__gt=local_day(now) - LONG
    )
    return Exists(lately.filter(person=OuterRef("person"), session__programme=OuterRef("programme")))


def _supervised_lately(now: datetime) -> Exists:
    came = MeetingAttendee.objects.attended().filter(meeting__local_date__gt=local_day(now) - LONG)
    return Exists(came.filter(person=OuterRef("person"), meeting__programme=OuterRef("programme")))


def drifted(now: datetime) -> Any:
    """The condition of `idle`, on one appointment."""
    return ExpressionWrapper(_authorised(now) & ~_met(now) & ~_supervised_lately(now), output_field=BooleanField())


def week_is_old(now: datetime) -> Any:
    """On one appointment: they said more than 16 weeks ago when they are free."""
    return Exists(Availability.objects.filter(person=OuterRef("person"), valid_until__lt=local_day(now)))


def week_is_missing(now: datetime) -> Any:
    """On one appointment: authorised and in no pair, and a coordinator can look for nobody until they say when."""
    authorised = Authorisation.objects.current(now).filter(person=OuterRef("person"), programme=OuterRef("programme"))
    said = Availability.objects.filter(person=OuterRef("person"))
    placed = Facilitation.objects.current(now).filter(person=OuterRef("person"))
    return ExpressionWrapper(Exists(authorised) & ~Exists(said) & ~Exists(placed), output_field=BooleanField())
