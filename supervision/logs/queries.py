"""Reads about one's own logs, each with a constant number of queries. None but `replies_not_sent` opens any text."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery

from confidential.models import AccessEntry
from confidential.services import open_all
from groups.models import GroupSession, GroupSessionQuerySet
from people.models import User
from supervision.logs.models import ENDED, LogReply, LogState, LogVersion, ReplyDraft, SessionLog
from supervision.readings.models import Reading

if TYPE_CHECKING:

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
        action="read",
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


def replies_not_sent(user: User, now: datetime) -> list[ReplyDraft]:
    """What `user` has begun to answer and not sent, the newest first; a box that was emptied is none.

    Whether a box is empty only the words tell: they are opened for the one who wrote them, which leaves no trail.
    """
    sent = LogReply.objects.filter(version__log=OuterRef("log"), author=user, at__gte=OuterRef("text__saved_at"))
    begun = ReplyDraft.objects.filter(log__owner=user, log__redacted_at=None, text__version__gt=0).filter(~Exists(sent))
    drafts = list(
        begun.exclude(log__state__in=ENDED)
        .select_related("text", "log__session__group")
        .order_by("-text__saved_at", "pk")
    )
    words = open_all(drafts, viewer=user, now=now) if drafts else {}
    return [draft for draft in drafts if any(part.strip() for part in words[draft.pk].values())]


def standing_log(session: GroupSession, owner: User) -> SessionLog | None:
    return SessionLog.objects.filter(session=session, owner=owner).exclude(state__in=ENDED).first()


def sittings(version: LogVersion) -> QuerySet[AccessEntry]:
    """Each sitting in which somebody else opened a version, newest first."""
    read = AccessEntry.objects.filter(action="read", record_model="supervision.LogVersion", record_id=version.pk)
    return read.exclude(actor=version.log.owner_id).select_related("actor").order_by("-at", "-pk")
