"""Reads about meetings. Those that others use say dates, minutes and counts; words are opened by the views alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from foundation.days import local_day
from groups.models import Facilitation
from people.models import SupervisionAssignment, User
from supervision.meetings.models import (
    AttendanceAddendum,
    MeetingAttendee,
    MeetingState,
    SupervisionAction,
    SupervisionMeeting,
    SupervisionMeetingQuerySet,
)
from supervision.meetings.permissions import places_open_to

# How long after a meeting it can still be named as the place where a log was discussed.
RECENT = timedelta(days=180)
# Without an earlier meeting, this is how far "since last time" goes back.
LOOK_BACK = timedelta(days=120)


def next_meeting_of(person: User, now: datetime) -> SupervisionMeeting | None:
    """The next meeting that `person` comes to, on either side; one that has begun counts until it ends."""
    # A day of slack, because the day depends on the zone; the instant decides.
    own_meetings = SupervisionMeeting.objects.visible_to(person, now).planned().select_related("supervisor")
    soon = own_meetings.filter(local_date__gte=local_day(now) - timedelta(days=1))
    return next(iter(planned(soon, now).ahead), None)


def is_over(meeting: SupervisionMeeting, now: datetime) -> bool:
    return meeting.ends_at <= now


def with_people(meetings: SupervisionMeetingQuerySet) -> SupervisionMeetingQuerySet:
    """Each with its supervisor and, in `meeting.attendees.all()`, everybody who was asked, with `present`."""
    asked = MeetingAttendee.objects.with_presence().select_related("person").order_by("person__sort_name", "pk")
    return meetings.select_related("supervisor").prefetch_related(Prefetch("attendees", asked))


@dataclass(frozen=True)
class Planned:
    """Somebody's planned meetings: those ahead, soonest first, and those that are over and not recorded yet."""

    ahead: list[SupervisionMeeting]
    unrecorded: list[SupervisionMeeting]


def planned(meetings: Iterable[SupervisionMeeting], now: datetime) -> Planned:
    over: dict[bool, list[SupervisionMeeting]] = {True: [], False: []}
    for meeting in sorted(meetings, key=lambda meeting: (meeting.starts_at, str(meeting.pk))):
        over[is_over(meeting, now)].append(meeting)
    return Planned(ahead=over[False], unrecorded=over[True])


def meetings_planned_by(supervisor: User, now: datetime) -> SupervisionMeetingQuerySet:
    return with_people(SupervisionMeeting.objects.planned().run_by(supervisor, now))


def past_meetings(user: User, now: datetime) -> SupervisionMeetingQuerySet:
    """Recorded and cancelled ones, newest first."""
    past = SupervisionMeeting.objects.visible_to(user, now).exclude(state=MeetingState.PLANNED)
    return with_people(past).order_by("-local_date", "-local_start", "pk")


def last_held_with(supervisor: User, people: Iterable[User], now: datetime) -> SupervisionMeeting | None:
    """The latest recorded meeting of `supervisor` to which any of `people` came."""
    came = MeetingAttendee.objects.attended().filter(meeting=OuterRef("pk"), person__in=people)
    held_meetings = SupervisionMeeting.objects.held().run_by(supervisor, now).filter(Exists(came))
    return held_meetings.select_related("text").order_by("-local_date", "-local_start", "-pk").first()


def meetings_with(supervisor: User, owner: User, now: datetime) -> list[SupervisionMeeting]:
    """Where the two could have discussed a log: recent meetings the owner came to, and planned ones up to today."""
    asked = MeetingAttendee.objects.filter(meeting=OuterRef("pk"), person=owner)
    is_held = Q(Exists(asked.attended()), state=MeetingState.HELD)
    today = Q(Exists(asked), state=MeetingState.PLANNED)
    found = SupervisionMeeting.objects.run_by(supervisor, now).filter(is_held | today)
    window = found.filter(local_date__gte=local_day(now) - RECENT).order_by("-local_date", "-local_start")
    return [meeting for meeting in window if meeting.local_date <= meeting.today(now)]


def places_now_and_last(
    meeting: SupervisionMeeting, supervisor: User, now: datetime
) -> tuple[list[MeetingAttendee], list[MeetingAttendee]]:
    """Everybody's place in this meeting, and in the last one of `supervisor` that they came to. One query."""
    held_meetings = SupervisionMeeting.objects.held().run_by(supervisor, now)
    came = MeetingAttendee.objects.attended().filter(person=OuterRef("person"), meeting__in=held_meetings.values("pk"))
    last = came.order_by("-meeting__local_date", "-meeting__local_start", "-meeting__pk").values("pk")[:1]
    places = (
        MeetingAttendee.objects.filter(person__meeting_places__meeting=meeting)
        .filter(Q(meeting=meeting) | Q(pk=Subquery(last)))
        .select_related("person", "meeting__text")
        .order_by("person__sort_name", "pk")
    )
    return [attendee for attendee in places if attendee.meeting_id == meeting.pk], [
        attendee for attendee in places if attendee.meeting_id != meeting.pk
    ]


def open_actions(supervisor: User, people: Iterable[User], now: datetime) -> list[tuple[UUID, SupervisionAction]]:
    """What these people, and the supervisor at meetings with them, have agreed to do and not closed yet.

    Each with one of `people` who was asked to the meeting where it was agreed, and again for the others who were.
    """
    held_meetings = SupervisionMeeting.objects.held().run_by(supervisor, now)
    unclosed: Any = SupervisionAction.objects.filter(
        meeting__attendees__person__in=people,
        meeting__in=held_meetings.values("pk"),
        state=SupervisionAction.State.OPEN,
        person__in=[*people, supervisor],
    ).annotate(asked=F("meeting__attendees__person"))
    rows = unclosed.select_related("text", "person", "meeting").order_by("due", "person__sort_name", "pk")
    return [(action.asked, action) for action in rows]


def supervisees_of(supervisor: User, now: datetime) -> QuerySet[SupervisionAssignment]:
    """Whom `supervisor` looks after: their own, and those of whoever they cover for now."""
    return (
        SupervisionAssignment.objects.supervised_by(supervisor, now)
        .select_related("facilitator", "supervisor", "programme", "agreement")
        .order_by("programme__name", "facilitator__sort_name", "pk")
    )


def groups_of(people: Iterable[UUID], now: datetime) -> dict[UUID, list[str]]:
    """Person -> the code names of the groups in whose pair they are at `now`."""
    places = Facilitation.objects.current(now).filter(person__in=people).order_by("group__code_name")
    named: dict[UUID, list[str]] = {}
    for person_id, code_name in places.values_list("person_id", "group__code_name"):
        named.setdefault(person_id, []).append(code_name)
    return named


@dataclass(frozen=True)
class AtAGlance:
    """What a facilitator's dashboard says of supervision."""

    next: SupervisionMeeting | None
    last: MeetingAttendee | None
    unanswered: list[MeetingAttendee]


def places_of(person: User, _now: datetime) -> QuerySet[MeetingAttendee]:
    """The places of `person` in meetings that are planned or recorded, the latest first."""
    asked = MeetingAttendee.objects.filter(
        person=person, meeting__state__in=[MeetingState.PLANNED, MeetingState.HELD]
    ).select_related("meeting__supervisor")
    return asked.order_by("-meeting__local_date", "-meeting__local_start", "pk")


def at_a_glance(places: Sequence[MeetingAttendee], now: datetime) -> AtAGlance:
    """The next meeting, the last record, and the records that are not answered, of somebody's latest places."""
    recorded = [place for place in places if place.meeting.state == MeetingState.HELD]
    ahead = planned([place.meeting for place in places if place.meeting.state == MeetingState.PLANNED], now).ahead
    return AtAGlance(
        next=ahead[0] if ahead else None,
        last=recorded[0] if recorded else None,
        unanswered=[place for place in recorded if not place.answer],
    )


def addenda_of(meeting: SupervisionMeeting) -> QuerySet[AttendanceAddendum]:
    """In the order in which they were added."""
    return meeting.addenda.select_related("person", "by").order_by("number")


def to_put_right(user: User, meeting: SupervisionMeeting, now: datetime) -> list[Any]:
    """The places in `meeting` of those whom `user` supervises now, each with `present`."""
    places = places_open_to(user, now).filter(meeting=meeting).select_related("person")
    return list(places.order_by("person__sort_name", "pk"))


def held_by_others(user: User, now: datetime, *, most: int = 20) -> list[MeetingAttendee]:
    """Places of those whom `user` supervises now in meetings to which `user` was no party, newest first."""
    own = SupervisionMeeting.objects.taken_part_in(user, now).values("pk")
    places = places_open_to(user, now).exclude(meeting__in=own).select_related("person", "meeting__supervisor")
    return list(places.order_by("-meeting__local_date", "-meeting__local_start", "pk")[:most])
