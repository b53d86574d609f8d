"""Reads about logs and the answers to them, each with a constant number of queries.

One's own come first, then what a supervisor was given to read. None but `replies_not_sent` opens any text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from confidential.models import AccessEntry
from groups.models import GroupSession, GroupSessionQuerySet
from people.holds.queries import out_of_reach
from people.models import Programme, User
from supervision.concerns.models import Category, Concern
from supervision.logs.deeds import ReadingDeed, ReplyDeed, VersionDeed
from supervision.logs.models import (
    ENDED,
    WITH_THE_READER,
    LogReply,
    LogState,
    LogVersion,
    LogVersionQuerySet,
    Reading,
    ReplyDraft,
    SessionLog,
    later_versions,
)

if TYPE_CHECKING:
    from supervision.meetings.models import SupervisionMeeting

    class LogWithFigures(SessionLog):
        """A log as `logs_with_figures` gives it."""

        last_shared: datetime | None
        answer_waits: bool


def sessions_without_a_log(user: User) -> GroupSessionQuerySet:
    """Held sessions that `user` facilitated and has shared no log of, newest first; `begun` is the draft, or None.

    A draft that was only begun takes no session off the list. Who withdrew a log meant to.
    """
    logs = SessionLog.objects.filter(session=OuterRef("pk"), owner=user)
    # One that came back unread is a draft again, and My day says so by itself.
    done = logs.exclude(state=LogState.VOID).filter(~Q(state=LogState.DRAFT) | Q(versions__isnull=False))
    sessions = GroupSession.objects.held().facilitated_by(user).filter(~Exists(done))
    with_drafts = sessions.annotate(begun=Subquery(logs.filter(state=LogState.DRAFT).values("pk")[:1]))
    return with_drafts.select_related("group").order_by("-local_date", "-local_start", "pk")


def sessions_to_start(user: User) -> "QuerySet[GroupSession]":
    """Those of the above of which no log has been begun."""
    sessions: Any = sessions_without_a_log(user)
    not_begun: QuerySet[GroupSession] = sessions.filter(begun=None)
    return not_begun


def logs_with_figures(user: User, now: datetime) -> "QuerySet[LogWithFigures]":
    """The user's own logs with `last_shared` (an instant) and `answer_waits` on each."""
    logs: Any = SessionLog.objects.visible_to(user, now).select_related("session__group")
    figures = {"last_shared": Max("versions__shared_at"), "answer_waits": Exists(unseen_answers())}
    ordered: QuerySet[LogWithFigures] = logs.annotate(**figures).order_by("-session__local_date", "-started_at", "pk")
    return ordered


def unseen_answers() -> QuerySet[Reading]:
    """For `Exists` on a log: released answers that its owner has not opened. The access trail knows."""
    opened = AccessEntry.objects.filter(
        record_model="supervision.Reading",
        record_id=OuterRef("pk"),
        action=ReadingDeed.READ,
        actor=OuterRef("version__log__owner"),
    )
    return Reading.objects.released().filter(~Exists(opened), version__log=OuterRef("pk"))


def logs_with_an_answer(user: User, now: datetime) -> QuerySet[SessionLog]:
    """The user's own logs with an answer that they have not opened, the latest session first."""
    logs = SessionLog.objects.visible_to(user, now).filter(Exists(unseen_answers())).exclude(state__in=ENDED)
    return logs.select_related("session__group").order_by("-session__local_date", "-started_at", "pk")


@dataclass(frozen=True)
class Shelf:
    """Logs by what there is to do with them."""

    answers: "list[LogWithFigures]"
    drafts: "list[LogWithFigures]"
    shared: "list[LogWithFigures]"
    past: "QuerySet[LogWithFigures]"


def shelf(user: User, now: datetime) -> Shelf:
    logs = logs_with_figures(user, now)
    open_ones: Any = Q(state__in=[LogState.DRAFT, LogState.SHARED]) | Q(answer_waits=True)
    live = list(logs.filter(open_ones).exclude(state__in=ENDED))
    answers = [log for log in live if log.answer_waits]
    rest = [log for log in live if not log.answer_waits]
    return Shelf(
        answers=answers,
        drafts=[log for log in rest if log.state == LogState.DRAFT],
        shared=[log for log in rest if log.state == LogState.SHARED],
        past=logs.exclude(pk__in=[log.pk for log in live]),
    )


def came_back(user: User, now: datetime) -> QuerySet[SessionLog]:
    """The user's logs that were shared and came back unread as their supervisor changed, the latest session first."""
    shared = Exists(LogVersion.objects.filter(log=OuterRef("pk")))
    logs = SessionLog.objects.visible_to(user, now).filter(shared, state=LogState.DRAFT, redacted_at=None)
    return logs.select_related("session__group").order_by("-session__local_date", "-started_at", "pk")


def has_come_back(_now: datetime) -> Exists:
    """Whether a log of whoever holds an appointment was shared and came back unread, in any programme."""
    shared = LogVersion.objects.filter(log__owner=OuterRef("person"), log__state=LogState.DRAFT)
    return Exists(shared.filter(log__redacted_at=None))


def has_begun_a_reply(_now: datetime) -> Exists:
    """Whether whoever holds an appointment has begun to answer, in any programme; it may be sent or emptied since."""
    return Exists(ReplyDraft.objects.filter(log__owner=OuterRef("person"), text__version__gt=0))


def standing_log(session: GroupSession, owner: User) -> SessionLog | None:
    return SessionLog.objects.filter(session=session, owner=owner).exclude(state__in=ENDED).first()


def told_of_a_death(user: User, programmes: Iterable[Programme | UUID]) -> QuerySet[Concern]:
    """What `user` raised in these programmes about a death or serious harm and is still open, the latest first."""
    told = Concern.objects.open().filter(raised_by=user, category=Category.DEATH, programme__in=programmes)
    return told.order_by("-raised_at", "pk")


def sittings(versions: Iterable[LogVersion], owner: User) -> QuerySet[AccessEntry]:
    """Each sitting in which somebody else opened one of these versions of the logs of `owner`, newest first."""
    keys = [version.pk for version in versions]
    read = AccessEntry.objects.filter(
        action=VersionDeed.READ, record_model="supervision.LogVersion", record_id__in=keys
    )
    return read.exclude(actor=owner).select_related("actor").order_by("-at", "-pk")


# Given to read -----------------------------------------------------------------------------------------------------


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


def discussed_in(meeting: "SupervisionMeeting", user: User, now: datetime) -> LogVersionQuerySet:
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
    # The last of `versions`, before this one, that this reader answered.
    answered: LogVersion | None


def around(version: LogVersion, user: User, now: datetime, *, most: int = 12) -> Around:
    """One query for all."""
    beside = Q(log__owner=version.log.owner_id) | Q(log__session=version.log.session_id)
    wanted = Q(log=version.log_id) | (beside & ~Exists(later_versions()))
    versions = readable(user, now).select_related("text").filter(wanted).exclude(pk=version.pk)
    given = Reading.objects.released().filter(version=OuterRef("pk"), reader=user)
    rows: Any = versions.annotate(answered=Exists(given))
    found = list(rows.order_by("-log__session__local_date", "-number", "log__owner__sort_name", "pk"))
    same_owner = [other_version for other_version in found if other_version.log.owner_id == version.log.owner_id]
    partners = [other_version for other_version in found if other_version.log.owner_id != version.log.owner_id]
    same_log = [other_version for other_version in same_owner if other_version.log_id == version.log_id]
    return Around(
        versions=same_log,
        logs=[other_version for other_version in same_owner if other_version.log_id != version.log_id][:most],
        partners=partners[0] if partners else None,
        answered=next((older for older in same_log if older.number < version.number and older.answered), None),
    )


def answers_about(log_id: UUID, user: User) -> QuerySet[Reading]:
    """What `user` has begun or released about any version of a log, with its words at hand."""
    readings = Reading.objects.filter(version__log=log_id, reader=user)
    return readings.select_related("text", "meeting", "version__log__owner")


def others_answers(version: LogVersion, user: User) -> QuerySet[Reading]:
    """Released answers to this version that somebody else gave: the cover's, or the supervisor's."""
    given = Reading.objects.released().filter(version=version).exclude(reader=user)
    return given.select_related("text", "reader", "version").order_by("released_at", "pk")


def answer_to(version: LogVersion, user: User) -> Reading | None:
    return answers_about(version.log_id, user).filter(version=version).first()


def unopened_replies(user: User, now: datetime) -> QuerySet[LogReply]:
    """Replies to what `user` released that they have not opened yet."""
    opened = AccessEntry.objects.filter(
        actor=user, action=ReplyDeed.READ, record_model="supervision.LogReply", record_id=OuterRef("pk")
    )
    return LogReply.objects.filter(~Exists(opened), version__in=LogVersion.objects.readable_by(user, now))


def replies_unopened(now: datetime) -> QuerySet[LogReply]:
    """Replies that the supervisor to whom the log is addressed has not opened yet, and may open."""
    opened = AccessEntry.objects.filter(
        actor=OuterRef("version__reader"),
        action=ReplyDeed.READ,
        record_model="supervision.LogReply",
        record_id=OuterRef("pk"),
    )
    standing = LogVersion.objects.supervised_still(now).filter(pk=OuterRef("version"), log__state__in=WITH_THE_READER)
    return LogReply.objects.filter(~Exists(opened), Exists(standing)).exclude(author__in=out_of_reach())
