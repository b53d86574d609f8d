"""Every write about logs, one function for each thing a facilitator does with one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from confidential.models import SealedText
from confidential.services import (
    Parts,
    begin_words,
    clear_words,
    destroy,
    note,
    open_sealed,
    refuse_too_long,
    seal_frozen,
    start_words,
)
from delivery.mail import notify
from foundation.refusals import IllegalMove, Refusal
from groups.models import GroupSession, SessionFacilitator
from people.models import CoverWindow, SupervisionAssignment, SupervisionAssignmentQuerySet, User
from people.queries import authorisation_of, cover_of, covers_of
from supervision.check_ins.services import ask_of
from supervision.logs.models import (
    ENDED,
    LOG_MOVES,
    WITH_THE_READER,
    LogReply,
    LogState,
    LogVersion,
    ReplyDraft,
    SessionLog,
    VoidReason,
)
from supervision.logs.prompts import shareable
from supervision.logs.screening import refuse_identifiers, refuse_more_than_are_marked, screened
from supervision.readings.models import Reading

# The part of a reply that was sent, and of one that is being written.
REPLY, DRAFTED = "reply", "words"
SAID_NOT_THERE = _(
    "You said that you were not at this session, so it has no log of yours. If you were there, open the session and "
    "press “I was there after all” first. What you have written is kept."
)


class DraftMoved(Refusal):
    """The draft is not the text that the check page showed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Your draft has changed in another tab or on another device, so it has not been "
                "shared yet. Here are your words as they are now: please check them."
            )
        )


@transaction.atomic
def start_log(*, session: GroupSession, owner: User, now: datetime) -> SessionLog:
    """Begin the owner's log of a session they facilitated. A log that stands is returned as it is.

    Raises Refusal, with what to do next, unless they are authorised now and named in the session.
    """
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    _refuse_start(session, owner, now)
    return _standing(session, owner) or _begin(session, owner, {}, now)


@transaction.atomic
def start_again(*, log: SessionLog, by: User, now: datetime) -> SessionLog:
    """After a withdrawal: a new log of the same session, with the same words, private again."""
    log = _own(log, by)
    session = GroupSession.objects.select_for_update().get(pk=log.session_id)
    if log.state != LogState.WITHDRAWN:
        raise IllegalMove(log.state, LogState.DRAFT)
    _refuse_start(session, by, now)
    words = open_sealed(log, viewer=by, now=now)
    standing = _standing(session, by)
    if standing and open_sealed(standing, viewer=by, now=now) != words:
        raise Refusal(_("You have another log of this session already. Copy what you need from here into that one."))
    return standing or _begin(session, by, words, now)


def _refuse_start(session: GroupSession, owner: User, now: datetime) -> None:
    if authorisation_of(owner, session.programme_id, now) is None:
        raise Refusal(
            _(
                "You are not authorised to co-facilitate in this programme at present, so you cannot write a log. "
                "My day lists what is still missing and who acts next."
            )
        )
    if session.state == GroupSession.State.CANCELLED:
        raise Refusal(_("This session was cancelled, so it has no log. If it took place, correct the facts."))
    if session.state == GroupSession.State.PLANNED:
        raise Refusal(_("This session is only planned. Record what happened first, then write your log."))
    if _said_not_there(session, owner):
        raise Refusal(SAID_NOT_THERE)
    if not session.session_facilitators.filter(person=owner).exists():
        raise Refusal(_("You are not named as having facilitated this session. If you did, correct the facts first."))


def _said_not_there(session: GroupSession, owner: User) -> bool:
    answer = SessionFacilitator.Answer.NOT_THERE
    return session.session_facilitators.filter(person=owner, answer=answer).exists()


def _standing(session: GroupSession, owner: User) -> SessionLog | None:
    return SessionLog.objects.filter(session=session, owner=owner).exclude(state__in=ENDED).first()


def _begin(session: GroupSession, owner: User, words: Mapping[str, str], now: datetime) -> SessionLog:
    log = SessionLog(
        programme_id=session.programme_id, session=session, owner=owner, started_at=now, state_changed_at=now
    )
    start_words(log, now=now, parts=words)
    log.save(force_insert=True)
    note(log, actor=owner, action="started", owner_id=owner.pk, now=now)
    return log


@transaction.atomic
def share_log(
    *,
    log: SessionLog,
    by: User,
    now: datetime,
    about_partner: bool = False,
    check_in_please: bool = False,
    drawn: int | None = None,
) -> LogVersion:
    """Seal the draft as the next version, addressed to the owner's supervisor of now.

    `drawn` is the version of the draft that the owner saw and agreed to. The same words shared again with the same
    reader before any answer are the version that stands. Raises DraftMoved, IllegalMove or Refusal; nothing is
    shared then, and the draft stays.
    """
    log = _own(log, by)
    LOG_MOVES.check(log.state, LogState.SHARED)
    assert log.text_id is not None  # every log begins with its text
    log.text = SealedText.objects.select_for_update().get(pk=log.text_id)
    parts = shareable(open_sealed(log, viewer=by, now=now), about_partner=about_partner)
    reader = reader_of(log, now)
    if check_in_please:
        ask_of(assignment=_supervision(log, now), now=now)
    last = _last(log)
    if last and _says_the_same(last, log, reader, parts, check_in_please, now):
        return last
    _refuse_share(log, parts, drawn)
    log.check_in_please, log.share_about_partner = check_in_please, about_partner
    log.save(update_fields=["check_in_please", "share_about_partner"])
    return _address(log, parts, reader, last, now)


@transaction.atomic
def share_as_before(*, log: SessionLog, by: User, now: datetime) -> LogVersion:
    """What was shared last, as the next version, with the supervisor of now: for a log that came back unread.

    Once it is shared, doing it again changes nothing. Raises Refusal and IllegalMove like `share_log`.
    """
    log = _own(log, by)
    last = _last(log)
    reader = reader_of(log, now)
    if last and log.state == LogState.SHARED and last.reader_id == reader.pk:
        return last
    if last is None or log.state != LogState.DRAFT:
        raise IllegalMove(log.state, LogState.SHARED)
    parts = open_sealed(last, viewer=by, now=now)
    _refuse_share(log, parts, None)
    return _address(log, parts, reader, last, now, check_in_please=False)


def _last(log: SessionLog) -> LogVersion | None:
    return log.versions.select_related("text", "log").order_by("-number").first()


def _address(
    log: SessionLog,
    parts: Parts,
    reader: User,
    last: LogVersion | None,
    now: datetime,
    check_in_please: bool | None = None,
) -> LogVersion:
    """The next version, with these words, to this reader."""
    version = LogVersion(
        log=log,
        number=last.number + 1 if last else 1,
        reader=reader,
        shared_at=now,
        check_in_please=log.check_in_please if check_in_please is None else check_in_please,
    )
    seal_frozen(version, parts, now=now)
    version.save(force_insert=True)
    _move(log, LogState.SHARED, now)
    note(version, actor=log.owner, action="shared", owner_id=log.owner_id, now=now)
    for person in (reader, *covers_of(reader, log.programme_id, now)):
        notify(person, "log_shared", about=version.pk, now=now)
    return version


def _supervisions(log: SessionLog, now: datetime) -> SupervisionAssignmentQuerySet:
    return SupervisionAssignment.objects.current(now).filter(facilitator=log.owner_id, programme=log.programme_id)


def _supervision(log: SessionLog, now: datetime) -> SupervisionAssignment:
    """Of a log that has a reader."""
    return _supervisions(log, now).select_related("facilitator", "supervisor", "programme").get()


def reader_of(log: SessionLog, now: datetime) -> User:
    """The one person who would read this log if it were shared at `now`. Raises Refusal when there is nobody."""
    was_there = SessionFacilitator.objects.filter(session=log.session_id, person=OuterRef("supervisor"))
    assignment: Any = _supervisions(log, now).select_related("supervisor").annotate(was_there=Exists(was_there)).first()
    if assignment is None:
        raise Refusal(
            _(
                "You have no supervisor in this programme at present, so you cannot share this yet. "
                "Your words are kept here, private. Ask your coordinator to assign you a supervisor."
            )
        )
    if assignment.was_there:
        raise Refusal(
            _("%(who)s facilitated this session too, so cannot read a log of it. Talk about it in person.")
            % {"who": assignment.supervisor.name}
        )
    supervisor: User = assignment.supervisor
    return supervisor


def reader_and_cover(log: SessionLog, now: datetime) -> tuple[User, CoverWindow | None]:
    """Who could read this log if it were shared at `now`: the supervisor, and who covers and was not there.

    Raises Refusal when there is nobody.
    """
    reader = reader_of(log, now)
    window = cover_of(reader, log.programme_id, now)
    if window is None or window.cover_id == log.owner_id:
        return reader, None
    was_there = SessionFacilitator.objects.filter(session=log.session_id, person=window.cover_id).exists()
    return reader, None if was_there else window


def _says_the_same(
    last: LogVersion, log: SessionLog, reader: User, parts: Parts, check_in_please: bool, now: datetime
) -> bool:
    """A second click, or the back button: these words are with this reader already, and wait for an answer.

    A check-in that was asked with them is not taken back by a tick that is missing.
    """
    return (
        log.state == LogState.SHARED
        and last.reader_id == reader.pk
        and (last.check_in_please or not check_in_please)
        and open_sealed(last, viewer=log.owner, now=now) == parts
    )


def _refuse_share(log: SessionLog, parts: Parts, drawn: int | None) -> None:
    assert log.text is not None
    if drawn is not None and drawn != log.text.version:
        raise DraftMoved
    if log.redacted_at:
        raise Refusal(_("The words of this log were deleted, so there is nothing to share."))
    if not parts:
        raise Refusal(_("There is nothing to share yet. One answer is enough; a single line will do."))
    if _said_not_there(log.session, log.owner):
        raise Refusal(SAID_NOT_THERE)
    refuse_identifiers(parts)
    refuse_more_than_are_marked(screened(parts, [log.session.local_date]))


@transaction.atomic
def withdraw_log(*, log: SessionLog, by: User, now: datetime) -> SessionLog:
    """Take a log back. The reader loses sight of it with this; the words stay with their owner."""
    log = _own(log, by)
    if log.state == LogState.WITHDRAWN:
        return log
    _move(log, LogState.WITHDRAWN, now)
    note(log, actor=by, action="withdrawn", owner_id=by.pk, now=now)
    return log


@transaction.atomic
def void_log(*, log: SessionLog, by: User, reason: str, now: datetime) -> SessionLog:
    """Say that a log should not be there: the wrong session, or a duplicate."""
    log = _own(log, by)
    if log.state == LogState.VOID:
        return log
    if reason not in VoidReason.values:
        raise Refusal(_("Choose why: it is about another session, or there is another log of this one."))
    log.void_reason = reason
    _move(log, LogState.VOID, now, "void_reason")
    note(log, actor=by, action="void", owner_id=by.pk, now=now, reason=reason)
    return log


@transaction.atomic
def redact_log(*, log: SessionLog, by: User, now: datetime) -> SessionLog:
    """Destroy the words of a log, in every version and reply, for good. That it was written and read stays."""
    log = _own(log, by)
    if log.redacted_at:
        return log
    if log.state in (LogState.DRAFT, LogState.SHARED):
        _move(log, LogState.WITHDRAWN, now)
    replies = LogReply.objects.filter(version__log=log, author=by).select_related("text")
    drafts = ReplyDraft.objects.filter(log=log).select_related("text", "log")
    for record in (log, *log.versions.select_related("text"), *replies, *drafts):
        destroy(record, because="its author asked", now=now)
    log.redacted_at = now
    log.save(update_fields=["redacted_at"])
    note(log, actor=by, action="words destroyed", owner_id=by.pk, now=now)
    return log


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
    log = _own(version.log, by)
    _refuse_reply(reading, version, log, words, now)
    _put_draft_away(log, words, revision, now)
    last = version.replies.select_related("text").order_by("-at", "-pk").first()
    if last and open_sealed(last, viewer=by, now=now).get(REPLY) == words.strip():
        return last
    reply = LogReply(version=version, author=by, at=now)
    seal_frozen(reply, {REPLY: words.strip()}, now=now)
    reply.save(force_insert=True)
    note(reply, actor=by, action="replied", owner_id=by.pk, now=now)
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


def _own(log: SessionLog, by: User) -> SessionLog:
    """The log, locked. What is done to a log is done by its owner."""
    logs = SessionLog.objects.select_for_update(of=("self",)).select_related("text", "owner", "session")
    locked = logs.get(pk=log.pk)
    if locked.owner_id != by.pk:
        raise Refusal(_("Only the person who wrote this log can do this."))
    return locked


def _move(log: SessionLog, state: LogState, now: datetime, *also: str) -> None:
    LOG_MOVES.check(log.state, state)
    log.state, log.state_changed_at = state, now
    log.save(update_fields=["state", "state_changed_at", *also])
