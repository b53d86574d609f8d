"""Reads about what a supervisor was given to read. None of them opens any text."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from confidential.models import AccessEntry
from confidential.services import open_sealed
from people.models import SupervisionAssignment, User
from supervision.logs.models import ENDED, LogReply, LogState, LogVersion, LogVersionQuerySet
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionMeeting
from supervision.readings.models import Reading

# How long after a meeting it can still be named as the place where a log was discussed.
RECENT = timedelta(days=180)


def readable(user: User, now: datetime) -> LogVersionQuerySet:
    """Versions that `user` may read now, with what a line of a list says of them."""
    return LogVersion.objects.readable_by(user, now).select_related("log__owner", "log__session__group")


def waiting(user: User, now: datetime) -> LogVersionQuerySet:
    """The newest version of each log that nobody has answered yet."""
    return readable(user, now).newest().filter(log__state=LogState.SHARED)


def on_the_table(user: User, people: Iterable[User], since: datetime, now: datetime) -> LogVersionQuerySet:
    """What these people may want to talk about: unanswered logs, and undiscussed ones shared from `since` on."""
    fresh = Q(log__state=LogState.SHARED) | Q(log__state=LogState.READ, shared_at__gte=since)
    return readable(user, now).newest().filter(fresh, log__owner__in=people).order_by(
        "log__session__local_date", "log__owner__last_name", "pk"
    )


def taken_back(user: User, now: datetime) -> QuerySet[LogVersion]:
    """Versions addressed to `user` whose author has since withdrawn or voided the log."""
    supervising = SupervisionAssignment.objects.current(now).filter(
        supervisor=user, facilitator=OuterRef("log__owner"), programme=OuterRef("log__programme")
    )
    ended = LogVersion.objects.filter(Exists(supervising), reader=user, log__state__in=ENDED)
    return ended.select_related("log__owner")


def is_newest(version: LogVersion) -> bool:
    return not LogVersion.objects.filter(log=version.log_id, number__gt=version.number).exists()


def partners_version(version: LogVersion, user: User, now: datetime) -> LogVersion | None:
    """What the other facilitator shared, of the same session, with the same reader."""
    same_session = readable(user, now).newest().filter(log__session=version.log.session_id)
    return same_session.exclude(log__owner=version.log.owner_id).order_by("log__owner__last_name", "pk").first()


def other_versions(version: LogVersion, user: User, now: datetime) -> list[LogVersion]:
    """Of the same log, newest first."""
    return list(readable(user, now).filter(log=version.log_id).exclude(pk=version.pk).order_by("-number"))


def other_logs(version: LogVersion, user: User, now: datetime, *, most: int = 12) -> list[LogVersion]:
    """The same person's other logs, newest session first."""
    others = readable(user, now).newest().filter(log__owner=version.log.owner_id).exclude(log=version.log_id)
    return list(others.order_by("-log__session__local_date", "-pk")[:most])


def answer_to(version: LogVersion, user: User) -> Reading | None:
    """What `user` has begun or released about this version."""
    return (
        Reading.objects.filter(version=version, reader=user)
        .select_related("text", "meeting", "version__log__owner")
        .first()
    )


def meetings_with(supervisor: User, owner: User, now: datetime) -> list[SupervisionMeeting]:
    """Where the two could have discussed a log: recent meetings the owner came to, and planned ones up to today."""
    asked = MeetingAttendee.objects.filter(meeting=OuterRef("pk"), person=owner)
    held = Q(Exists(asked.filter(came=True)), state=MeetingState.HELD)
    today = Q(Exists(asked), state=MeetingState.PLANNED)
    found = SupervisionMeeting.objects.filter(held | today, supervisor=supervisor)
    window = found.filter(local_date__gte=(now - RECENT).date()).order_by("-local_date", "-local_start")
    return [meeting for meeting in window if meeting.local_date <= meeting.today(now)]


def unopened_replies(user: User, now: datetime) -> QuerySet[LogReply]:
    """Replies to what `user` released that they have not opened yet."""
    opened = AccessEntry.objects.filter(
        actor=user, action="read", record_model="supervision.LogReply", record_id=OuterRef("pk")
    )
    return LogReply.objects.filter(~Exists(opened), version__in=LogVersion.objects.readable_by(user, now))


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": the answers that `user` wrote, drafts included."""
    mine = Reading.objects.filter(reader=user).select_related("text", "meeting").order_by("started_at", "pk")
    return [
        {
            "log_version": str(reading.version_id),
            "started_at": reading.started_at.isoformat(),
            "released_at": reading.released_at.isoformat() if reading.released_at else None,
            "outcome": reading.outcome,
            "discussed_on": reading.meeting.local_date.isoformat() if reading.meeting else None,
            "words": dict(open_sealed(reading, viewer=user, now=now)),
        }
        for reading in mine
    ]
