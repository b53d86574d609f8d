"""Begin a reading, release it, and move the log on."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import freeze, note, open_sealed, start_words, text_of
from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import User
from supervision.logs.models import LOG_MOVES, LogState, LogVersion, SessionLog
from supervision.logs.services import begin_reply
from supervision.meetings.models import SupervisionMeeting
from supervision.readings import queries
from supervision.readings.models import Outcome, Reading

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
    if standing := next((each for each in begun if each.version_id == version.pk), None):
        return standing
    earlier = next((each for each in begun if each.released_at is None), None)
    as_cover = reader.pk != version.reader_id
    reading = Reading(version=version, reader=reader, as_cover=as_cover, started_at=now)
    start_words(reading, now=now, parts=open_sealed(earlier, viewer=reader, now=now) if earlier else {})
    reading.save(force_insert=True)
    return reading


@transaction.atomic
def release_reading(
    *, reading: Reading, by: User, outcome: str, meeting: SupervisionMeeting | None = None, now: datetime
) -> Reading:
    """Let the owner of the log see this answer. It is frozen with this; releasing it twice changes nothing.

    Raises Refusal when the log was taken back, shared anew, or is no longer this reader's, and IllegalMove when its
    state does not allow the answer. The draft stays in each case.
    """
    # The meeting first, as whoever records or cancels it does; then the log.
    meeting = meeting and SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    log = SessionLog.objects.select_for_update(of=("self",)).select_related("owner").get(versions=reading.version_id)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("version", "text").get(pk=reading.pk)
    if reading.released_at and reading.reader_id == by.pk:
        return reading
    _refuse_release(reading, by, log, outcome, meeting, now)
    _move_on(log, STATE_AFTER[Outcome(outcome)], now)
    text_of(reading)
    freeze(reading)
    reading.outcome, reading.released_at = outcome, now
    reading.meeting = meeting if outcome == Outcome.DISCUSSED else None
    reading.save(update_fields=["outcome", "meeting", "released_at"])
    begin_reply(log=log, now=now)
    note(reading.version, actor=by, action="answered", owner_id=log.owner_id, now=now)
    notify(log.owner, "reading_released", about=reading.pk, now=now)
    return reading


def _refuse_release(
    reading: Reading, by: User, log: SessionLog, outcome: str, meeting: SupervisionMeeting | None, now: datetime
) -> None:
    if refusal := why_not_released(reading, by, log, now):
        raise Refusal(refusal)
    if outcome not in Outcome.values:
        raise Refusal(_("Choose whether you have read it, or read and discussed it."))
    if outcome == Outcome.DISCUSSED and meeting not in queries.meetings_with(by, log.owner, now):
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
    _move(log, state, now)


def _move(log: SessionLog, state: LogState, now: datetime) -> None:
    LOG_MOVES.check(log.state, state)
    log.state, log.state_changed_at = state, now
    log.save(update_fields=["state", "state_changed_at"])


def mark_discussed(*, versions: Iterable[LogVersion], by: User, now: datetime) -> None:
    """Logs that were read, and then brought to a meeting, are discussed. Unread ones still wait for their answer."""
    brought = LogVersion.objects.newest().filter(pk__in=[version.pk for version in versions])
    read = SessionLog.objects.select_for_update().filter(pk__in=brought.values("log"), state=LogState.READ)
    for log in read.order_by("pk"):
        _move(log, LogState.DISCUSSED, now)
        note(log, actor=by, action="discussed", owner_id=log.owner_id, now=now)
