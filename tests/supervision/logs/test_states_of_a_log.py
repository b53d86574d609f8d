"""Every move between a log's states, as one table; taking back; and destroying words while the facts stay."""

import pytest
from django.core.exceptions import PermissionDenied

from confidential.models import KeptCopy, SealedText
from confidential.services import open_sealed, save_words
from foundation.refusals import IllegalMove, Refusal
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.models import LOG_MOVES, LogReply, LogState, LogVersion, SessionLog
from supervision.logs.services import redact_log, void_log, withdraw_log
from supervision.logs.sharing import share_log
from tests.supervision.world import alder_session, draft_log, draft_reading, held_meeting, shared_log

D, S, R, T, W, V = LogState.DRAFT, LogState.SHARED, LogState.READ, LogState.DISCUSSED, LogState.WITHDRAWN, LogState.VOID
LEGAL = {
    D: {S, W, V},
    S: {S, R, T, W, V, D},
    R: {S, T, W},
    T: {S},
    W: set(),
    V: set(),
}


def test_the_table_of_moves_in_full():
    found = {before: {after for after in LogState if LOG_MOVES.allow(before, after)} for before in LogState}
    assert found == LEGAL


def log_in(cast, state) -> SessionLog:
    """Anna's log, brought into `state` through the services."""
    if state == D:
        return draft_log(cast, cast.anna, alder_session(cast))
    log = shared_log(cast, cast.anna).log
    if state in (R, T):
        version = log.versions.get()
        meeting = held_meeting(cast) if state == T else None
        outcome, drafted = "discussed" if state == T else "read", draft_reading(cast, version)
        release_reading(reading=drafted, by=cast.sam, outcome=outcome, meeting=meeting, now=cast.now)
    if state == W:
        withdraw_log(log=log, by=cast.anna, now=cast.now)
    if state == V:
        void_log(log=log, by=cast.anna, reason="wrong_group", now=cast.now)
    log.refresh_from_db()
    assert log.state == state
    return log


VERBS = {
    S: lambda cast, log: share_log(log=log, by=cast.anna, check_in_please=True, weighed=True, now=cast.now),
    W: lambda cast, log: withdraw_log(log=log, by=cast.anna, now=cast.now),
    V: lambda cast, log: void_log(log=log, by=cast.anna, reason="duplicate", now=cast.now),
}


@pytest.mark.parametrize("before", LogState)
@pytest.mark.parametrize("after", VERBS)
def test_each_verb_obeys_the_table(cast, before, after):
    log = log_in(cast, before)
    if after in LEGAL[before] or (before == after and after in (W, V)):
        VERBS[after](cast, log)
        log.refresh_from_db()
        assert log.state == after
    else:
        with pytest.raises(IllegalMove):
            VERBS[after](cast, log)
        log.refresh_from_db()
        assert log.state == before


def test_a_withdrawn_log_is_gone_for_the_reader_at_once(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred="a heron")
    sam = sign_in(cast.sam)
    assert "a heron" in sam.get(f"/desk/logs/{version.pk}/").content.decode()
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    assert list(LogVersion.objects.readable_by(cast.sam, cast.now)) == []
    with pytest.raises(PermissionDenied):
        open_sealed(LogVersion.objects.get(pk=version.pk), viewer=cast.sam, now=cast.now)
    for path in ("/desk/", f"/desk/logs/{version.pk}/", "/me/"):
        assert "a heron" not in sam.get(path).content.decode()
    assert "a heron" in sign_in(cast.anna).get(f"/logs/{version.log.pk}/").content.decode()


def test_withdrawing_asks_first_and_happens_once(cast, sign_in):
    log, anna = shared_log(cast, cast.anna).log, sign_in(cast.anna)
    assert "Sam Reyes can no longer read any version" in anna.get(f"/logs/{log.pk}/withdraw/").content.decode()
    for _ in range(2):
        assert anna.post(f"/logs/{log.pk}/withdraw/").headers["Location"] == f"/logs/{log.pk}/"
    log.refresh_from_db()
    assert log.state == W


@pytest.mark.parametrize("sent", [{}, {"reason": "bored"}])
def test_a_void_log_says_why(cast, sign_in, sent):
    log = draft_log(cast, cast.anna, alder_session(cast))
    page = sign_in(cast.anna).post(f"/logs/{log.pk}/void/", sent)
    log.refresh_from_db()
    assert (list(page.context["form"].errors), log.state) == (["reason"], D)


def test_withdrawn_words_take_no_more_words(cast):
    log = log_in(cast, W)
    with pytest.raises(Refusal):
        save_words(log, {"stirred": "more"}, base=log.text.version, tab="", now=cast.now)


def answered_and_replied(cast):
    """A log with a version, an answer, a reply, and a copy kept from another device."""
    version = shared_log(cast, cast.anna, stirred="a heron")
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="a heron again", now=cast.now)
    log = SessionLog.objects.get()
    save_words(log, {"stirred": "a heron elsewhere"}, base=0, tab="f" * 16, now=cast.now)
    assert KeptCopy.objects.count() == 1
    return log, version, reading


def test_destroying_the_words_leaves_the_facts(cast, sign_in):
    log, version, reading = answered_and_replied(cast)
    redact_log(log=log, by=cast.anna, now=cast.now)
    log = SessionLog.objects.get()
    version = LogVersion.objects.get(pk=version.pk)
    assert (log.state, log.redacted_at, version.number, version.reader) == (R, cast.now, 1, cast.sam)
    for record in (log, version, LogReply.objects.get()):
        assert open_sealed(record, viewer=cast.anna, now=cast.now) == {}
        assert (bytes(record.text.ciphertext), record.text.destroyed_because) == (b"", "its author asked")
    assert open_sealed(version, viewer=cast.sam, now=cast.now) == {}
    assert KeptCopy.objects.count() == 0
    assert not SealedText.objects.filter(record_model="confidential.KeptCopy").exists()
    assert open_sealed(reading, viewer=cast.sam, now=cast.now)["notes"] == "a kind note"
    page = sign_in(cast.anna).get(f"/logs/{log.pk}/").content.decode()
    assert "You deleted the words of this log" in page
    assert "a heron" not in page


def test_no_word_is_taken_after_they_were_destroyed(cast, sign_in):
    log, _version, _reading = answered_and_replied(cast)
    redact_log(log=log, by=cast.anna, now=cast.now)
    log = SessionLog.objects.get()
    with pytest.raises(Refusal):
        save_words(log, {"stirred": "late"}, base=log.text.version, tab="", now=cast.now)
    answer = sign_in(cast.anna).post(f"/logs/{log.pk}/", {"part-stirred": "late", "revision": "1"})
    assert (answer.status_code, b"late" in answer.content) == (409, True)
    with pytest.raises(Refusal):
        share_log(log=log, by=cast.anna, now=cast.now)


@pytest.mark.parametrize("base", [0, 1])
def test_an_autosave_that_was_on_its_way_brings_no_destroyed_words_back(cast, base):
    """It had read the log before its words were destroyed, and writes after."""
    _log, _version, _reading = answered_and_replied(cast)
    on_its_way = SessionLog.objects.get()
    redact_log(log=SessionLog.objects.get(), by=cast.anna, now=cast.now)
    with pytest.raises(Refusal):
        save_words(on_its_way, {"stirred": "a heron"}, base=base, tab="0" * 16, now=cast.now)
    assert [bytes(text.ciphertext) for text in SealedText.objects.filter(record_id=on_its_way.pk)] == [b""]
    assert KeptCopy.objects.count() == 0


@pytest.mark.parametrize("state", [D, S])
def test_words_that_nobody_has_answered_go_together_with_the_log(cast, state):
    log = log_in(cast, state)
    redact_log(log=log, by=cast.anna, now=cast.now)
    log.refresh_from_db()
    assert log.state == W


def test_a_log_in_the_database_cannot_be_void_without_a_reason(cast):
    from django.db import IntegrityError, transaction

    log = log_in(cast, D)
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionLog.objects.filter(pk=log.pk).update(state=V)
