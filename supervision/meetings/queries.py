"""Reads about meetings. Those that others use say dates, minutes and counts; words are opened by the views alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from confidential.services import open_sealed
from foundation.days import local_day, stamp
from groups.models import Facilitation
from people.models import SupervisionAssignment, User
from supervision.meetings.models import (
    MeetingAttendee,
    MeetingState,
    SupervisionAction,
    SupervisionMeeting,
    SupervisionMeetingQuerySet,
)
from supervision.meetings.permissions import actions_open_to

# Without an earlier meeting, this is how far "since last time" goes back.
LOOK_BACK = timedelta(days=120)


def supervisions_attended(person: User, programme_id: UUID) -> int:
    """How many recorded meetings of the programme `person` was at."""
    return _came_to(person, programme_id).count()


def dates_and_minutes(person: User, programme_id: UUID) -> list[tuple[date, int]]:
    """The recorded meetings that `person` came to, oldest first: what a coordinator may know of them."""
    attended = _came_to(person, programme_id).order_by("meeting__local_date", "meeting__local_start")
    return list(attended.values_list("meeting__local_date", "meeting__minutes"))


def _came_to(person: User, programme_id: UUID) -> QuerySet[MeetingAttendee]:
    return MeetingAttendee.objects.attended().filter(person=person, meeting__programme=programme_id)


def next_meeting_of(person: User, now: datetime) -> SupervisionMeeting | None:
    """The next meeting that `person` comes to, on either side; one that has begun counts until it ends."""
    # A day of slack, because the day depends on the zone; the instant decides.
    mine = SupervisionMeeting.objects.visible_to(person, now).planned().select_related("supervisor")
    soon = mine.filter(local_date__gte=local_day(now) - timedelta(days=1))
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


def planned_by(supervisor: User, now: datetime) -> Planned:
    return planned(with_people(SupervisionMeeting.objects.planned().run_by(supervisor, now)), now)


def past_meetings(user: User, now: datetime) -> SupervisionMeetingQuerySet:
    """Recorded and cancelled ones, newest first."""
    mine = SupervisionMeeting.objects.visible_to(user, now).exclude(state=MeetingState.PLANNED)
    return with_people(mine).order_by("-local_date", "-local_start", "pk")


def last_held_with(supervisor: User, people: Iterable[User], now: datetime) -> SupervisionMeeting | None:
    """The latest recorded meeting of `supervisor` to which any of `people` came."""
    came = MeetingAttendee.objects.attended().filter(meeting=OuterRef("pk"), person__in=people)
    held = SupervisionMeeting.objects.held().run_by(supervisor, now).filter(Exists(came))
    return held.select_related("text").order_by("-local_date", "-local_start", "-pk").first()


def places_now_and_last(
    meeting: SupervisionMeeting, supervisor: User, now: datetime
) -> tuple[list[MeetingAttendee], list[MeetingAttendee]]:
    """Everybody's place in this meeting, and in the last one of `supervisor` that they came to. One query."""
    held = SupervisionMeeting.objects.held().run_by(supervisor, now)
    came = MeetingAttendee.objects.attended().filter(person=OuterRef("person"), meeting__in=held.values("pk"))
    last = came.order_by("-meeting__local_date", "-meeting__local_start", "-meeting__pk").values("pk")[:1]
    places = (
        MeetingAttendee.objects.filter(person__meeting_places__meeting=meeting)
        .filter(Q(meeting=meeting) | Q(pk=Subquery(last)))
        .select_related("person", "meeting__text")
        .order_by("person__sort_name", "pk")
    )
    return [one for one in places if one.meeting_id == meeting.pk], [
        one for one in places if one.meeting_id != meeting.pk
    ]


def open_actions(supervisor: User, people: Iterable[User], now: datetime) -> list[tuple[UUID, SupervisionAction]]:
    """What these people, and the supervisor at meetings with them, have agreed to do and not closed yet.

    Each with one of `people` who was asked to the meeting where it was agreed, and again for the others who were.
    """
    held = SupervisionMeeting.objects.held().run_by(supervisor, now)
    unclosed: Any = SupervisionAction.objects.filter(
        meeting__attendees__person__in=people,
        meeting__in=held.values("pk"),
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
class Mine:
    """What a facilitator's dashboard says of supervision."""

    next: SupervisionMeeting | None
    last: MeetingAttendee | None
    unanswered: list[MeetingAttendee]


def mine(person: User, now: datetime, *, most: int = 12) -> Mine:
    """The next meeting, the last record, and the records that `person` has not answered. One query."""
    places = (
        MeetingAttendee.objects.filter(person=person, meeting__state__in=[MeetingState.PLANNED, MeetingState.HELD])
        .select_related("meeting__supervisor")
        .order_by("-meeting__local_date", "-meeting__local_start")[:most]
    )
    held = [place for place in places if place.meeting.state == MeetingState.HELD]
    ahead = planned([place.meeting for place in places if place.meeting.state == MeetingState.PLANNED], now).ahead
    return Mine(
        next=ahead[0] if ahead else None,
        last=held[0] if held else None,
        unanswered=[place for place in held if not place.answer],
    )


def _names_of_those_there(meeting: SupervisionMeeting) -> list[str]:
    """Of a meeting loaded `with_people`."""
    places: Iterable[Any] = meeting.attendees.all()
    return [place.person.name for place in places if place.present]


def export_meetings(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": meetings that `user` was asked to or held, with what was agreed."""
    visible = with_people(SupervisionMeeting.objects.taken_part_in(user, now)).select_related("text")
    return [
        {
            "date": meeting.local_date.isoformat(),
            "start": meeting.local_start.isoformat("minutes"),
            "zone": meeting.zone,
            "minutes": meeting.minutes,
            "state": meeting.state,
            "supervisor": meeting.supervisor.name,
            "asked": [attendee.person.name for attendee in meeting.attendees.all()],
            "came": _names_of_those_there(meeting),
            "agreed": agreed(meeting, user, now),
        }
        for meeting in visible.order_by("local_date", "local_start", "pk")
    ]


def agreed(meeting: SupervisionMeeting, viewer: User, now: datetime) -> str:
    """What was agreed, as `viewer` may read it. Nothing of a draft, except to its writer."""
    if meeting.state != MeetingState.HELD and viewer.pk != meeting.supervisor_id:
        return ""
    return open_sealed(meeting, viewer=viewer, now=now).get("agreed", "")


def export_actions(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": what `user` agreed to do."""
    actions = actions_open_to(user, now).filter(person=user).select_related("text", "meeting__supervisor")
    return [
        {
            "meeting": action.meeting.local_date.isoformat(),
            "what": open_sealed(action, viewer=user, now=now).get("what", ""),
            "due": action.due.isoformat() if action.due else None,
            "state": action.state,
            "closed_at": stamp(action.closed_at),
        }
        for action in actions.order_by("meeting__local_date", "pk")
    ]


def export_answers(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": how `user` answered each record."""
    places = MeetingAttendee.objects.filter(person=user).exclude(answer="").select_related("text", "meeting")
    return [
        {
            "meeting": place.meeting.local_date.isoformat(),
            "answer": place.answer,
            "answered_at": stamp(place.answered_at),
            "words": open_sealed(place, viewer=user, now=now).get("differs", ""),
        }
        for place in places.order_by("meeting__local_date", "pk")
    ]
