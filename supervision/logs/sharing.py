"""Share a draft: the next version, sealed, to the one reader of that moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from confidential.identifiers import Screened
from confidential.models import SealedText
from confidential.services import Parts, note, open_sealed, seal_frozen
from delivery.mail import notify
from foundation.refusals import IllegalMove, Refusal
from groups.models import SessionFacilitator
from people.models import CoverWindow, SupervisionAssignment, SupervisionAssignmentQuerySet, User
from people.queries import cover_of, covers_of
from supervision.check_ins.services import ask_of
from supervision.logs.deeds import VersionDeed
from supervision.logs.models import LOG_MOVES, LogState, LogVersion, SessionLog
from supervision.logs.moving import move, own_locked, refuse_unless_own
from supervision.logs.prompts import shareable
from supervision.logs.screening import screened
from supervision.logs.services import SAID_NOT_THERE, said_not_there
from supervision.screening import refuse_marked
from supervision.words import refuse_written_twice


class DraftMoved(Refusal):
    """The draft is not the text that the check page showed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Your draft has changed in another tab or on another device, so it has not been "
                "shared yet. Here are your words as they are now: please check them."
            )
        )


@dataclass(frozen=True)
class Drafted:
    """What would be shared, screened: the answers of one version of a draft, or of what was shared before."""

    of: UUID
    version: int
    parts: Parts
    marks: list[Screened]


def _drafted(log: SessionLog, by: User, now: datetime, *, about_partner: bool) -> Drafted:
    """The draft as it is now. Nothing is locked: screening takes long, and others would wait."""
    log = SessionLog.objects.select_related("text", "owner", "session").get(pk=log.pk)
    refuse_unless_own(log, by)
    assert log.text is not None  # every log begins with its text
    parts = shareable(open_sealed(log, viewer=by, now=now), about_partner=about_partner)
    return Drafted(log.pk, log.text.version, parts, screened(parts, [log.session.local_date]))


def _shared_last(log: SessionLog, by: User, now: datetime) -> Drafted | None:
    """What was shared last, to be shared again. Nothing is locked."""
    log = SessionLog.objects.select_related("owner", "session").get(pk=log.pk)
    refuse_unless_own(log, by)
    last = _last(log)
    if last is None:
        return None
    parts = open_sealed(last, viewer=by, now=now)
    return Drafted(last.pk, last.number, parts, screened(parts, [log.session.local_date]))


def share_log(
    *,
    log: SessionLog,
    by: User,
    now: datetime,
    about_partner: bool = False,
    check_in_please: bool = False,
    drawn: int | None = None,
    weighed: bool = False,
) -> LogVersion:
    """Seal the draft as the next version, addressed to the owner's supervisor of now.

    `drawn` is the version of the draft that the owner saw and agreed to, and `weighed` says that they keep the words
    which are marked. The same words shared again with the same reader before any answer are the version that stands.
    Raises DraftMoved, NotWeighed, WrittenTwice, IllegalMove or Refusal; nothing is shared then, and the draft stays.
    """
    drafted = _drafted(log, by, now, about_partner=about_partner)
    with transaction.atomic():
        log = own_locked(log, by)
        LOG_MOVES.check(log.state, LogState.SHARED)
        assert log.text_id is not None  # every log begins with its text
        log.text = SealedText.objects.select_for_update().get(pk=log.text_id)
        if log.text.version != drafted.version:
            raise DraftMoved
        reader = reader_of(log, now)
        if check_in_please:
            ask_of(assignment=_supervision(log, now), now=now)
        last = _last(log)
        if last and _says_the_same(last, log, reader, drafted.parts, check_in_please, now):
            return last
        if drawn is not None and drawn != drafted.version:
            raise DraftMoved
        _refuse_share(log, drafted, weighed=weighed)
        log.check_in_please, log.share_about_partner = check_in_please, about_partner
        log.save(update_fields=["check_in_please", "share_about_partner"])
        return _address(log, drafted.parts, reader, last, now)


def share_as_before(*, log: SessionLog, by: User, now: datetime) -> LogVersion:
    """What was shared last, as the next version, with the supervisor of now: for a log that came back unread.

    Its owner weighed the words as they shared them first. Once it is shared, doing it again changes nothing. Raises
    Refusal and IllegalMove like `share_log`.
    """
    before = _shared_last(log, by, now)
    with transaction.atomic():
        log = own_locked(log, by)
        last = _last(log)
        reader = reader_of(log, now)
        if last and log.state == LogState.SHARED and last.reader_id == reader.pk:
            return last
        if last is None or before is None or log.state != LogState.DRAFT or before.of != last.pk:
            raise IllegalMove(log.state, LogState.SHARED)
        _refuse_share(log, before, weighed=True)
        return _address(log, before.parts, reader, last, now, check_in_please=False)


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
    move(log, LogState.SHARED, now)
    note(version, actor=log.owner, deed=VersionDeed.SHARED, owner_id=log.owner_id, now=now)
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


def _refuse_share(log: SessionLog, drafted: Drafted, *, weighed: bool) -> None:
    if log.redacted_at:
        raise Refusal(_("The words of this log were deleted, so there is nothing to share."))
    refuse_written_twice(log)
    if not drafted.parts:
        raise Refusal(_("There is nothing to share yet. One answer is enough; a single line will do."))
    if said_not_there(log.session, log.owner):
        raise Refusal(SAID_NOT_THERE)
    refuse_marked(drafted.marks, weighed=weighed)
