"""Begin a log, take it back, destroy its words. To share one: `sharing.py`; the answer and replies: `answering.py`."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import destroy, note, open_sealed, start_words
from foundation.refusals import IllegalMove, Refusal
from groups.models import GroupSession, SessionFacilitator
from groups.permissions import place_in
from people.models import User
from people.queries import authorisation_of
from supervision.logs.deeds import LogDeed
from supervision.logs.models import LogReply, LogState, ReplyDraft, SessionLog, VoidReason
from supervision.logs.moving import move, own_locked
from supervision.logs.queries import standing_log

SAID_NOT_THERE = _(
    "You said that you were not at this session, so it has no log of yours. If you were there, open the session and "
    "press “I was there after all” first. What you have written is kept."
)


@transaction.atomic
def start_log(*, session: GroupSession, owner: User, now: datetime) -> SessionLog:
    """Begin the owner's log of a session they facilitated. A log that stands is returned as it is.

    Raises Refusal, with what to do next, unless they are authorised now and named in the session.
    """
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    _refuse_start(session, owner, now)
    return standing_log(session, owner) or _begin(session, owner, {}, now)


@transaction.atomic
def start_again(*, log: SessionLog, by: User, now: datetime) -> SessionLog:
    """After a withdrawal: a new log of the same session, with the same words, private again."""
    log = own_locked(log, by)
    session = GroupSession.objects.select_for_update().get(pk=log.session_id)
    if log.state != LogState.WITHDRAWN:
        raise IllegalMove(log.state, LogState.DRAFT)
    _refuse_start(session, by, now)
    words = open_sealed(log, viewer=by, now=now)
    standing = standing_log(session, by)
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
    if said_not_there(session, owner):
        raise Refusal(SAID_NOT_THERE)
    if not session.session_facilitators.filter(person=owner).exists():
        raise Refusal(_("You are not named as having facilitated this session. If you did, correct the facts first."))


def said_not_there(session: GroupSession, owner: User) -> bool:
    answer = SessionFacilitator.Answer.NOT_THERE
    return session.session_facilitators.filter(person=owner, answer=answer).exists()


def may_have_a_log(session: GroupSession, owner: User) -> bool:
    """Whether it took place and names `owner`, who has not said that they were not there. Asks for its places once."""
    place = place_in(owner, session)
    took_place = session.state in (GroupSession.State.HELD, GroupSession.State.NOBODY_CAME)
    return took_place and place is not None and not place.disputed


def _begin(session: GroupSession, owner: User, words: Mapping[str, str], now: datetime) -> SessionLog:
    log = SessionLog(
        programme_id=session.programme_id, session=session, owner=owner, started_at=now, state_changed_at=now
    )
    start_words(log, now=now, parts=words)
    log.save(force_insert=True)
    note(log, actor=owner, deed=LogDeed.STARTED, owner_id=owner.pk, now=now)
    return log


@transaction.atomic
def withdraw_log(*, log: SessionLog, by: User, now: datetime) -> SessionLog:
    """Take a log back. The reader loses sight of it with this; the words stay with their owner."""
    log = own_locked(log, by)
    if log.state == LogState.WITHDRAWN:
        return log
    move(log, LogState.WITHDRAWN, now)
    note(log, actor=by, deed=LogDeed.WITHDRAWN, owner_id=by.pk, now=now)
    return log


@transaction.atomic
def void_log(*, log: SessionLog, by: User, reason: str, now: datetime) -> SessionLog:
    """Say that a log should not be there: the wrong session, or a duplicate."""
    log = own_locked(log, by)
    if log.state == LogState.VOID:
        return log
    if reason not in VoidReason.values:
        raise Refusal(_("Choose why: it is about another session, or there is another log of this one."))
    log.void_reason = reason
    move(log, LogState.VOID, now, "void_reason")
    note(log, actor=by, deed=LogDeed.VOID, owner_id=by.pk, now=now, reason=reason)
    return log


@transaction.atomic
def redact_log(*, log: SessionLog, by: User, now: datetime) -> SessionLog:
    """Destroy the words of a log, in every version and reply, for good. That it was written and read stays."""
    log = own_locked(log, by)
    if log.redacted_at:
        return log
    if log.state in (LogState.DRAFT, LogState.SHARED):
        move(log, LogState.WITHDRAWN, now)
    replies = LogReply.objects.filter(version__log=log, author=by).select_related("text")
    drafts = ReplyDraft.objects.filter(log=log).select_related("text", "log")
    for record in (log, *log.versions.select_related("text"), *replies, *drafts):
        destroy(record, because="its author asked", now=now)
    log.redacted_at = now
    log.save(update_fields=["redacted_at"])
    note(log, actor=by, deed=LogDeed.WORDS_DESTROYED, owner_id=by.pk, now=now)
    return log


def return_log(log: SessionLog, now: datetime) -> None:
    """A shared log is a private draft again. What was shared stays as it was, a version that nobody reads any more."""
    locked = SessionLog.objects.select_for_update().get(pk=log.pk)
    if locked.state != LogState.SHARED:
        return
    move(locked, LogState.DRAFT, now)
    note(locked, actor=locked.owner, deed=LogDeed.RETURNED, owner_id=locked.owner_id, now=now)
