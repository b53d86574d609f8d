"""A supervisor releases an answer: read, or read and discussed. It happens once, and moves the log on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from confidential.models import AccessEntry, SealedText
from confidential.services import open_sealed, save_words
from delivery.models import Effect
from foundation.refusals import IllegalMove, Refusal
from supervision.logs.answering import reading_of, release_reading
from supervision.logs.models import LOG_MOVES, LogState, Reading
from supervision.logs.services import withdraw_log
from supervision.meetings.services import cancel_meeting
from tests.supervision.world import (
    alder_session,
    assignment,
    draft_reading,
    held_meeting,
    meeting_in,
    share_again,
    shared_log,
)


def state_of(version) -> str:
    version.log.refresh_from_db()
    return version.log.state


def test_read(cast):
    version = shared_log(cast, cast.anna)
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)

    assert (reading.outcome, reading.meeting, reading.released_at) == ("read", None, cast.now)
    assert state_of(version) == LogState.READ
    assert open_sealed(reading, viewer=cast.anna, now=cast.now)["notes"] == "a kind note"
    assert [effect.recipient for effect in Effect.objects.filter(kind="mail:reading_released")] == [cast.anna]
    line = AccessEntry.objects.get(action="answered")
    assert (line.actor, line.owner, line.record_id) == (cast.sam, cast.anna, version.pk)


@pytest.mark.parametrize("make", [held_meeting, lambda cast: meeting_in(cast, 0)])
def test_read_and_discussed_names_the_meeting(cast, make):
    version, meeting = shared_log(cast, cast.anna), make(cast)
    reading = release_reading(
        reading=draft_reading(cast, version), by=cast.sam, outcome="discussed", meeting=meeting, now=cast.now
    )
    assert (reading.meeting, state_of(version)) == (meeting, LogState.DISCUSSED)


@pytest.mark.parametrize(
    "make",
    [
        lambda cast: None,
        lambda cast: meeting_in(cast, 1),
        lambda cast: meeting_in(cast, 0, cast.ben),
        lambda cast: held_meeting(cast, 1, came=[cast.ben]),
        lambda cast: held_meeting(cast, 181),
        lambda cast: cancel_meeting(meeting=meeting_in(cast, 0), by=cast.sam, reason="moved", now=cast.now),
    ],
    ids=["none", "tomorrow", "without the author", "the author did not come", "long ago", "cancelled"],
)
def test_a_log_was_not_discussed_where_its_author_cannot_have_been(cast, make):
    version, meeting = shared_log(cast, cast.anna), make(cast)
    with pytest.raises(Refusal, match="Choose the meeting"):
        release_reading(
            reading=draft_reading(cast, version), by=cast.sam, outcome="discussed", meeting=meeting, now=cast.now
        )
    assert state_of(version) == LogState.SHARED


def test_the_database_asks_for_the_meeting_too(cast):
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    with pytest.raises(IntegrityError, match="what_was_discussed_says_where"), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(outcome="discussed")


def test_releasing_twice_is_once(cast):
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    for outcome in ("read", "discussed"):
        release_reading(reading=reading, by=cast.sam, outcome=outcome, now=cast.now + timedelta(minutes=1))
    assert Reading.objects.get().outcome == "read"
    assert Effect.objects.filter(kind="mail:reading_released").count() == 1
    assert AccessEntry.objects.filter(action="answered").count() == 1


def test_a_released_answer_never_changes(cast):
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)

    for change in ({"outcome": "discussed"}, {"released_at": None}, {"reader": cast.stella}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reading.objects.update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Reading.objects.all().delete()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        SealedText.objects.filter(pk=reading.text_id).update(ciphertext=b"x")
    with pytest.raises(Refusal):
        save_words(reading, {"notes": "on second thoughts"}, base=1, tab="", now=cast.now)
    assert open_sealed(Reading.objects.get(), viewer=cast.anna, now=cast.now)["notes"] == "a kind note"


def test_an_outcome_is_one_of_the_two(cast):
    with pytest.raises(Refusal, match="Choose whether"):
        release_reading(
            reading=draft_reading(cast, shared_log(cast, cast.anna)), by=cast.sam, outcome="approved", now=cast.now
        )


def test_a_log_that_was_taken_back_is_not_answered(cast):
    version = shared_log(cast, cast.anna)
    reading = draft_reading(cast, version)
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    with pytest.raises(Refusal, match="withdrawn this log"):
        release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)
    reading.refresh_from_db()
    assert reading.released_at is None
    assert open_sealed(reading, viewer=cast.sam, now=cast.now)["notes"] == "a kind note"


def test_an_older_version_is_not_answered_and_its_draft_comes_along(cast):
    first = shared_log(cast, cast.anna)
    reading = draft_reading(cast, first, notes="half a thought")
    second = share_again(cast, first)
    with pytest.raises(Refusal, match="newer version"):
        release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)
    assert dict(open_sealed(reading_of(second, cast.sam, cast.now), viewer=cast.sam, now=cast.now)) == {
        "notes": "half a thought"
    }


def test_a_new_share_after_an_answer_waits_for_an_answer_of_its_own(cast):
    first = shared_log(cast, cast.anna)
    release_reading(reading=draft_reading(cast, first), by=cast.sam, outcome="read", now=cast.now)
    second = share_again(cast, first)
    assert state_of(first) == LogState.SHARED
    # What was released about the first is no draft, so it does not come along.
    assert dict(open_sealed(reading_of(second, cast.sam, cast.now), viewer=cast.sam, now=cast.now)) == {}
    release_reading(reading=reading_of(second, cast.sam, cast.now), by=cast.sam, outcome="read", now=cast.now)
    assert state_of(first) == LogState.READ


@pytest.mark.parametrize("who", ["anna", "ben", "stella", "grace", "cora"])
def test_nobody_else_releases_it(cast, who):
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    with pytest.raises(Refusal, match="you cannot answer it"):
        release_reading(reading=reading, by=getattr(cast, who), outcome="read", now=cast.now)


def test_the_right_to_answer_ends_at_an_instant(cast):
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now + timedelta(hours=1)
    supervision.save()
    with pytest.raises(Refusal, match="no longer supervise the author"):
        release_reading(reading=reading, by=cast.sam, outcome="read", now=supervision.ends_at)
    last_moment = supervision.ends_at - timedelta(microseconds=1)
    assert release_reading(reading=reading, by=cast.sam, outcome="read", now=last_moment).released_at == last_moment


def test_nobody_answers_about_a_session_that_they_facilitated_themselves(cast):
    session = alder_session(cast)
    reading = draft_reading(cast, shared_log(cast, cast.anna, session))
    session.session_facilitators.create(person=cast.sam)
    with pytest.raises(Refusal):
        release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)
    with pytest.raises(Refusal, match="not with you"):
        reading_of(shared_version_of_ben(cast, session), cast.sam, cast.now)


def shared_version_of_ben(cast, session):
    """Shared while Sam was not yet named in the session."""
    place = session.session_facilitators.get(person=cast.sam)
    place.delete()
    version = shared_log(cast, cast.ben, session)
    session.session_facilitators.create(person=cast.sam)
    return version


def test_begun_once(cast):
    version = shared_log(cast, cast.anna)
    assert reading_of(version, cast.sam, cast.now) == reading_of(version, cast.sam, cast.now + timedelta(days=1))
    assert Reading.objects.get().started_at == cast.now


OUTCOMES = {
    (LogState.SHARED, LogState.READ): True,
    (LogState.SHARED, LogState.DISCUSSED): True,
    (LogState.READ, LogState.DISCUSSED): True,
}


def test_the_moves_that_an_answer_or_a_meeting_makes():
    found = {
        (state, other): True
        for state in LogState
        for other in (LogState.READ, LogState.DISCUSSED)
        if LOG_MOVES.allow(state, other)
    }
    assert found == OUTCOMES


def test_a_log_that_is_void_takes_no_answer(cast):
    version = shared_log(cast, cast.anna)
    reading = draft_reading(cast, version)
    log = version.log
    log.state, log.void_reason = LogState.VOID, "duplicate"
    log.save()
    with pytest.raises(Refusal) as refusal:
        release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)
    assert not isinstance(refusal.value, IllegalMove)
