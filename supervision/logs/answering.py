"""Answer a log, and reply to the answer."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import (
    begin_words,
    clear_words,
    freeze,
    note,
    open_sealed,
    refuse_too_long,
    seal_frozen,
    start_words,
)
from delivery.mail import notify
from foundation.refusals import IllegalMove, Refusal
from foundation.registry import Registry
from people.models import User
from supervision.logs import queries
from supervision.logs.deeds import LogDeed, ReplyDeed, VersionDeed
from supervision.logs.models import (
    WITH_THE_READER,
    LogReply,
    LogState,
    LogVersion,
    Outcome,
    Reading,
    ReplyDraft,
    SessionLog,
)
from supervision.logs.moving import move, own_locked
from supervision.screening import refuse_identifiers
from supervision.words import refuse_written_twice

if TYPE_CHECKING:
    from supervision.meetings.models import SupervisionMeeting

    # Given a meeting, who answers, and the owner of the log: the meeting, locked, if the two can have discussed a log
    # in it; else None.
    Discussed = Callable[[SupervisionMeeting, User, User, datetime], SupervisionMeeting | None]

# Meetings come after logs, which prepare for them: `meetings` answers this at start-up.
discussions: "Registry[Discussed]" = Registry("In which meeting can a log have been discussed?")
# The part of a reply that was sent, and of one that is being written.
REPLY, DRAFTED = "reply", "words"
STATE_AFTER = {Outcome.READ: LogState.READ, Outcome.DISCUSSED: LogState.DISCUSSED}


def reading_of(version: LogVersion, reader: User, now: datetime) -> Reading:
    """The reader's answer to this version, begun now unless it stands.

    What they had drafted about an earlier version of the same log, and not released, comes along.
    """
    return queries.answer_to(version, reader) or _begin(version, reader, now)


@transaction.atomic
def _begin(version: LogVersion, reader: User, now: datetime) -> Reading:
    # The log is locked; whatever another tab has begun meanwhile stands.
    if queries.readable(reader, now).select_for_update(of=("log",)).filter(pk=version.pk).first() is None:
        raise Refusal(_("This log is not with you. Go to your desk to see the logs that are."))
    begun = list(queries.answers_about(version.log_id, reader).order_by("-version__number"))
    if standing := next((reading for reading in begun if reading.version_id == version.pk), None):
        return standing
    earlier = next((reading for reading in begun if reading.released_at is None), None)
    as_cover = reader.pk != version.reader_id
    reading = Reading(version=version, reader=reader, as_cover=as_cover, started_at=now)
    start_words(reading, now=now, parts=open_sealed(earlier, viewer=reader, now=now) if earlier else {})
    reading.save(force_insert=True)
    return reading


@transaction.atomic
def release_reading(
    *, reading: Reading, by: User, outcome: str, meeting: "SupervisionMeeting | None" = None, now: datetime
) -> Reading:
    """Let the owner of the log see this answer. It is frozen with this; releasing it twice changes nothing.

    Raises Refusal when the log was taken back, shared anew, or is no longer this reader's, and IllegalMove when its
    state does not allow the answer. The draft stays in each case.
    """
    # The meeting first, as whoever records or cancels it does; then the log.
    owner = reading.version.log.owner
    talk = meeting and discussions["meetings"](meeting, by, owner, now)
    log = SessionLog.objects.select_for_update(of=("self",)).select_related("owner").get(versions=reading.version_id)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("version", "text").get(pk=reading.pk)
    if reading.released_at and reading.reader_id == by.pk:
        return reading
    _refuse_release(reading, by, log, outcome, talk, now)
    _move_on(log, STATE_AFTER[Outcome(outcome)], now)
    refuse_written_twice(reading)
    freeze(reading)
    reading.outcome, reading.released_at = outcome, now
    reading.meeting = talk if outcome == Outcome.DISCUSSED else None
    reading.save(update_fields=["outcome", "meeting", "released_at"])
    begin_reply(log=log, now=now)
    note(reading.version, actor=by, deed=VersionDeed.ANSWERED, owner_id=log.owner_id, now=now)
    notify(log.owner, "reading_released", about=reading.pk, now=now)
    return reading


def _refuse_release(
    reading: Reading, by: User, log: SessionLog, outcome: str, talk: "SupervisionMeeting | None", now: datetime
) -> None:
    if refusal := why_not_released(reading, by, log, now):
        raise Refusal(refusal)
    if outcome not in Outcome.values:
        raise Refusal(_("Choose whether you have read it, or read and discussed it."))
    if outcome == Outcome.DISCUSSED and talk is None:
        raise Refusal(
            _("Choose the meeting in which you discussed it. If it is not in the list, add the meeting first.")
        )


def why_not_released(reading: Reading, by: User, log: SessionLog, now: datetime) -> str:
    """What stands in the way of an answer to this version, in the reader's words. Empty when nothing does."""
    version = reading.version
    if log.state == LogState.WITHDRAWN or log.state == LogState.VOID:
        return str(_("The author has withdrawn this log, so it no longer needs an answer."))
    if reading.reader_id != by.pk or not queries.readable(by, now).filter(log=log).exists():
        return str(_("You no longer supervise the author of this log, so you cannot answer it."))
    if not queries.is_newest(version):
        return str(_("The author has shared a newer version. Read that one first; your draft is kept."))
    return ""


def _move_on(log: SessionLog, state: LogState, now: datetime) -> None:
    """Where the other of the two who read it has answered before, this answer is kept beside theirs."""
    if log.state == state or (log.state, state) == (LogState.DISCUSSED, LogState.READ):
        return
    move(log, state, now)


def mark_discussed(*, versions: Iterable[LogVersion], by: User, now: datetime) -> None:
    """Logs that were read, and then brought to a meeting, are discussed. Unread ones still wait for their answer."""
    brought = LogVersion.objects.newest().filter(pk__in=[version.pk for version in versions])
    read = SessionLog.objects.select_for_update().filter(pk__in=brought.values("log"), state=LogState.READ)
    for log in read.order_by("pk"):
        move(log, LogState.DISCUSSED, now)
        note(log, actor=by, deed=LogDeed.DISCUSSED, owner_id=log.owner_id, now=now)


@transaction.atomic
def begin_reply(*, log: SessionLog, now: datetime) -> ReplyDraft:
    """The reply that is being written about a log, begun now unless it stands."""
    draft: ReplyDraft
    drafts = ReplyDraft.objects.select_related("log", "text")
    draft, created = drafts.get_or_create(log=log, defaults={"started_at": now})
    if created:
        begin_words(draft, now=now)
    return draft


@transaction.atomic
def reply_to_reading(*, reading: Reading, by: User, words: str, now: datetime, revision: int | None = None) -> LogReply:
    """Answer a released reading. The same words twice in a row are one reply.

    `revision` is the version of the draft that was sent: what another tab has written since stays a draft.
    """
    version = LogVersion.objects.select_related("log", "reader").get(pk=reading.version_id)
    log = own_locked(version.log, by)
    _refuse_reply(reading, version, log, words, now)
    _put_draft_away(log, words, revision, now)
    last = version.replies.select_related("text").order_by("-at", "-pk").first()
    if last and open_sealed(last, viewer=by, now=now).get(REPLY) == words.strip():
        return last
    reply = LogReply(version=version, author=by, at=now)
    seal_frozen(reply, {REPLY: words.strip()}, now=now)
    reply.save(force_insert=True)
    note(reply, actor=by, deed=ReplyDeed.REPLIED, owner_id=by.pk, now=now)
    for person in _told_of_reply(reading, version, now):
        notify(person, "log_reply", about=reply.pk, now=now)
    return reply


def _put_draft_away(log: SessionLog, words: str, revision: int | None, now: datetime) -> None:
    draft = ReplyDraft.objects.select_related("text", "log").filter(log=log).first()
    if draft is None or draft.text is None:
        return
    drafted = open_sealed(draft, viewer=log.owner, now=now).get(DRAFTED, "")
    if drafted.strip() == words.strip() or draft.text.version == revision:
        clear_words(draft, now=now)


def _told_of_reply(reading: Reading, version: LogVersion, now: datetime) -> list[User]:
    """Whoever answered; once their window has closed, the supervisor to whom the version is addressed."""
    return [
        person
        for person in (reading.reader, version.reader)
        if LogVersion.objects.readable_by(person, now).filter(pk=version.pk).exists()
    ][:1]


def _refuse_reply(reading: Reading, version: LogVersion, log: SessionLog, words: str, now: datetime) -> None:
    if reading.released_at is None or log.state not in WITH_THE_READER:
        raise IllegalMove(log.state, log.state)
    if not _told_of_reply(reading, version, now):
        raise Refusal(
            _("%(who)s can no longer open this log, so would not see this. Share it with your current supervisor.")
            % {"who": version.reader.name}
        )
    if not words.strip():
        raise Refusal(_("Write something first."))
    refuse_too_long({REPLY: words})
    refuse_identifiers({REPLY: words})
