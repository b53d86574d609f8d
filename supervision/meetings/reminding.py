"""Whom meetings remind: of one that is tomorrow, and of what they agreed to do by today."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from delivery.reminders.rules import Due
from foundation.days import local_day
from people.holds.queries import out_of_reach
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionAction, SupervisionMeeting

A_DAY = timedelta(days=1)


def meetings_tomorrow(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """For whoever holds it and whoever comes, once for each day that it is planned for. One query."""
    wanted = None if people is None else set(people)
    named = {
        Due(person, place.meeting_id, str(place.meeting.local_date))
        for place in _places_soon(now, wanted)
        if place.meeting.local_date == place.meeting.today(now) + A_DAY
        for person in (place.person_id, place.meeting.supervisor_id)
    }
    for due in sorted(named, key=lambda due: (str(due.about), str(due.person))):
        if wanted is None or due.person in wanted:
            yield due


def _places_soon(now: datetime, wanted: set[UUID] | None) -> QuerySet[MeetingAttendee]:
    """Of those who come, in planned meetings of about tomorrow: who it is there depends on the zone.

    Nobody hears of a meeting with somebody of whom notices are held.
    """
    today = local_day(now)
    places = MeetingAttendee.objects.filter(
        looked_after(now + A_DAY),
        meeting__state=MeetingState.PLANNED,
        meeting__local_date__range=(today, today + 2 * A_DAY),
    ).exclude(says=MeetingAttendee.Says.CANNOT)
    places = places.exclude(Q(person__in=out_of_reach()) | Q(meeting__supervisor__in=out_of_reach()))
    if wanted is not None:
        part: Any = MeetingAttendee.objects.filter(person__in=wanted).values("meeting")
        places = places.filter(meeting__in=part.union(_held_by(wanted)))
    return places.select_related("meeting")


def _held_by(wanted: set[UUID]) -> Any:
    return SupervisionMeeting.objects.filter(supervisor__in=wanted).values("pk")


def looked_after(then: datetime) -> Q:
    """On a place: whoever holds the meeting supervises its person then, or stands in for who does."""
    assignments = SupervisionAssignment.objects.current(then).filter(
        facilitator=OuterRef("person"), programme=OuterRef("meeting__programme")
    )
    window = CoverWindow.objects.current(then).filter(
        cover=OuterRef("meeting__supervisor"),
        supervisor=OuterRef("meeting__covered_for"),
        programme=OuterRef("meeting__programme"),
    )
    own = assignments.filter(supervisor=OuterRef("meeting__supervisor"))
    of_another = assignments.filter(supervisor=OuterRef("meeting__covered_for"))
    return Q(Exists(own)) | Q(Exists(of_another)) & Q(Exists(window))


def actions_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Open ones from their day on, once for each date that they had. One query."""
    actions = SupervisionAction.objects.filter(
        _may_close(now), state=SupervisionAction.State.OPEN, due__lte=local_day(now) + A_DAY
    )
    if people is not None:
        actions = actions.filter(person__in=list(people))
    for action in actions.select_related("meeting").order_by("pk"):
        assert action.due is not None  # nothing without a date is due
        if action.due <= action.meeting.today(now):
            yield Due(action.person_id, action.pk, str(action.due))


def _may_close(now: datetime) -> Q:
    """On an action: its person, as `permissions.actions_open_to` has it, and still in the programme."""
    places = MeetingAttendee.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"))
    in_programme = Appointment.objects.current(now).filter(
        person=OuterRef("person"), programme=OuterRef("meeting__programme"), role=Role.FACILITATOR
    )
    looks_after = SupervisionAssignment.objects.current(now).filter(
        facilitator__meeting_places__meeting=OuterRef("meeting"), programme=OuterRef("meeting__programme")
    )
    window = CoverWindow.objects.current(now).filter(
        cover=OuterRef("person"),
        supervisor=OuterRef("meeting__covered_for"),
        programme=OuterRef("meeting__programme"),
    )
    of_another = looks_after.filter(supervisor=OuterRef("meeting__covered_for"))
    as_cover = Q(Exists(window)) & Q(Exists(of_another)) & Q(person=F("meeting__supervisor"))
    own = Q(Exists(looks_after.filter(supervisor=OuterRef("person"))))
    return Q(Exists(places)) & Q(Exists(in_programme)) | own | as_cover
