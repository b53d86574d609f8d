"""The parts of "my data" about meetings: what was agreed, what one took on, what one said of the record."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from confidential.services import open_all
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User
from supervision.meetings.models import (
    MeetingAttendee,
    MeetingState,
    SupervisionMeeting,
)
from supervision.meetings.permissions import actions_open_to
from supervision.meetings.queries import with_people


def _names_of_those_there(meeting: SupervisionMeeting) -> list[str]:
    """Of a meeting loaded `with_people`."""
    places: Iterable[Any] = meeting.attendees.all()
    return [place.person.name for place in places if place.present]


@part
def export_meetings(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": meetings that `user` was asked to or held, with what was agreed."""
    visible = (
        with_people(SupervisionMeeting.objects.taken_part_in(user, now))
        .select_related("text")
        .prefetch_related("moves")
    )
    meetings = visible.order_by("local_date", "local_start", "pk")
    yield (meetings,)
    # Nothing of a draft, except to its writer.
    readable = [
        meeting for meeting in meetings if meeting.state == MeetingState.HELD or meeting.supervisor_id == user.pk
    ]
    words = open_all(readable, viewer=user, now=now)
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
            "presented": any(place.presented for place in meeting.attendees.all() if place.person_id == user.pk),
            "moved_from": [
                f"{move.local_date} {move.local_start:%H:%M}"
                for move in sorted(meeting.moves.all(), key=lambda move: move.at)
            ],
            "agreed": words.get(meeting.pk, {}).get("agreed", ""),
        }
        for meeting in meetings
    ]


@part
def export_actions(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": what `user` agreed to do."""
    open_to_user = actions_open_to(user, now).filter(person=user)
    open_to_user = open_to_user.select_related("text", "meeting__supervisor").prefetch_related("earlier_dates")
    actions = open_to_user.order_by("meeting__local_date", "pk")
    yield (actions,)
    words = open_all(actions, viewer=user, now=now)
    return [
        {
            "meeting": action.meeting.local_date.isoformat(),
            "what": words[action.pk].get("what", ""),
            "due": action.due.isoformat() if action.due else None,
            "earlier_dates": sorted(f"{left.due}" for left in action.earlier_dates.all() if left.due),
            "state": action.state,
            "reason": action.drop_reason,
            "closed_at": stamp(action.closed_at),
        }
        for action in actions
    ]


@part
def export_answers(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """The part of "my data": how `user` answered each record."""
    answered = MeetingAttendee.objects.filter(person=user).exclude(answer="").select_related("text", "meeting")
    places = answered.order_by("meeting__local_date", "pk")
    yield (places,)
    words = open_all(places, viewer=user, now=now)
    return [
        {
            "meeting": place.meeting.local_date.isoformat(),
            "answer": place.answer,
            "answered_at": stamp(place.answered_at),
            "words": words[place.pk].get("differs", ""),
        }
        for place in places
    ]
