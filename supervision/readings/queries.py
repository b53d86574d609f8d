"""Reads about what a supervisor was given to read. None of them opens any text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from confidential.models import AccessEntry
from confidential.services import open_all, still_open
from foundation.days import local_day, stamp
from people.models import User
from supervision.logs.models import ENDED, LogReply, LogState, LogVersion, LogVersionQuerySet, later_versions
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
    table = readable(user, now).newest().filter(fresh, log__owner__in=people).select_related("text")
    return table.order_by("log__session__local_date", "log__owner__sort_name", "pk")


def discussed_in(meeting: SupervisionMeeting, user: User, now: datetime) -> LogVersionQuerySet:
    """Versions of which `user` has released that they were discussed in this meeting."""
    said = Reading.objects.released().filter(version=OuterRef("pk"), reader=user, meeting=meeting)
    return readable(user, now).newest().filter(Exists(said))


def taken_back(user: User, now: datetime) -> QuerySet[LogVersion]:
    """Versions addressed to `user` whose author has since withdrawn or voided the log."""
    ended = LogVersion.objects.filter(reader=user, log__state__in=ENDED)
    return ended.supervised_still(now).select_related("log__owner")


def is_newest(version: LogVersion) -> bool:
    return not LogVersion.objects.filter(log=version.log_id, number__gt=version.number).exists()


def to_read(user: User, now: datetime, version_id: UUID) -> LogVersion | None:
    """One version with its words at hand; `version.superseded` says whether its log has a newer one."""
    found = readable(user, now).select_related("text").annotate(superseded=Exists(later_versions()))
    return found.filter(pk=version_id).first()


@dataclass(frozen=True)
class Around:
    """What else this reader has that belongs to a version. None of it is opened yet."""

    # Of the same log, newest first.
    versions: list[LogVersion]
    # The same person's other logs, newest session first.
    logs: list[LogVersion]
    # What the other facilitator shared with the same reader, of the same session.
    partners: LogVersion | None


def around(version: LogVersion, user: User, now: datetime, *, most: int = 12) -> Around:
    """One query for all three."""
    beside = Q(log__owner=version.log.owner_id) | Q(log__session=version.log.session_id)
    wanted = Q(log=version.log_id) | (beside & ~Exists(later_versions()))
    others = readable(user, now).select_related("text").filter(wanted).exclude(pk=version.pk)
    found = list(others.order_by("-log__session__local_date", "-number", "log__owner__sort_name", "pk"))
    same_owner = [one for one in found if one.log.owner_id == version.log.owner_id]
    partners = [one for one in found if one.log.owner_id != version.log.owner_id]
    return Around(
        versions=[one for one in same_owner if one.log_id == version.log_id],
        logs=[one for one in same_owner if one.log_id != version.log_id][:most],
        partners=partners[0] if partners else None,
    )


def answers_about(log_id: UUID, user: User) -> QuerySet[Reading]:
    """What `user` has begun or released about any version of a log, with its words at hand."""
    mine = Reading.objects.filter(version__log=log_id, reader=user)
    return mine.select_related("text", "meeting", "version__log__owner")


def others_answers(version: LogVersion, user: User) -> QuerySet[Reading]:
    """Released answers to this version that somebody else gave: the cover's, or the supervisor's."""
    given = Reading.objects.released().filter(version=version).exclude(reader=user)
    return given.select_related("text", "reader", "version").order_by("released_at", "pk")


def answer_to(version: LogVersion, user: User) -> Reading | None:
    return answers_about(version.log_id, user).filter(version=version).first()


def meetings_with(supervisor: User, owner: User, now: datetime) -> list[SupervisionMeeting]:
    """Where the two could have discussed a log: recent meetings the owner came to, and planned ones up to today."""
    asked = MeetingAttendee.objects.filter(meeting=OuterRef("pk"), person=owner)
    held = Q(Exists(asked.attended()), state=MeetingState.HELD)
    today = Q(Exists(asked), state=MeetingState.PLANNED)
    found = SupervisionMeeting.objects.run_by(supervisor, now).filter(held | today)
    window = found.filter(local_date__gte=local_day(now) - RECENT).order_by("-local_date", "-local_start")
    return [meeting for meeting in window if meeting.local_date <= meeting.today(now)]


def unopened_replies(user: User, now: datetime) -> QuerySet[LogReply]:
    """Replies to what `user` released that they have not opened yet."""
    opened = AccessEntry.objects.filter(
        actor=user, action="read", record_model="supervision.LogReply", record_id=OuterRef("pk")
    )
    return LogReply.objects.filter(~Exists(opened), version__in=LogVersion.objects.readable_by(user, now))


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": the answers that `user` wrote, drafts included; their words while they may open them."""
    mine = list(Reading.objects.filter(reader=user).select_related("text", "meeting").order_by("started_at", "pk"))
    words = open_all(still_open(mine, user, now), viewer=user, now=now)
    return [
        {
            "log_version": str(reading.version_id),
            "started_at": stamp(reading.started_at),
            "released_at": stamp(reading.released_at),
            "outcome": reading.outcome,
            "as_cover": reading.as_cover,
            "discussed_on": reading.meeting.local_date.isoformat() if reading.meeting else None,
            "words": dict(words.get(reading.pk, {})),
        }
        for reading in mine
    ]
