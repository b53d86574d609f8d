"""What two people, or two tabs, do to the same record at the same instant ends as if one had come after the other."""

from datetime import time
from functools import partial

from foundation.refusals import Refusal
from supervision.logs.answering import reading_of, release_reading
from supervision.logs.models import LogState, LogVersion, Reading, SessionLog
from supervision.logs.services import start_log, withdraw_log
from supervision.logs.sharing import share_log
from supervision.meetings.models import MeetingState, SupervisionMeeting
from supervision.meetings.services import acknowledge_meeting, cancel_meeting, plan_meeting
from tests.supervision.world import (
    alder_session,
    day,
    draft_log,
    draft_reading,
    held_meeting,
    meeting_in,
    shared_log,
)


def test_a_log_begun_in_three_tabs_is_one(cast, at_once):
    session = alder_session(cast)

    def begin():
        return start_log(session=session, owner=cast.anna, now=cast.now).pk

    assert len(set(at_once(begin, begin, begin))) == 1
    assert SessionLog.objects.count() == 1


def test_a_log_shared_in_three_tabs_is_one_version(cast, at_once):
    log = draft_log(cast, cast.anna, alder_session(cast))

    def share():
        return share_log(log=SessionLog.objects.get(pk=log.pk), by=cast.anna, weighed=True, now=cast.now).pk

    assert len(set(at_once(share, share, share))) == 1
    assert list(LogVersion.objects.values_list("number", flat=True)) == [1]


def test_shared_and_withdrawn_at_once_is_withdrawn_or_shared_in_a_row(cast, at_once):
    log = draft_log(cast, cast.anna, alder_session(cast))
    shared, withdrawn = at_once(
        lambda: share_log(log=log, by=cast.anna, weighed=True, now=cast.now),
        lambda: withdraw_log(log=log, by=cast.anna, now=cast.now),
    )
    log.refresh_from_db()
    # A draft cannot be withdrawn, nor a withdrawn log be shared: one of the two was first.
    first = LogState.WITHDRAWN if isinstance(withdrawn, SessionLog) else LogState.SHARED
    assert (log.state, LogVersion.objects.count()) == (first, int(isinstance(shared, LogVersion)))


def test_a_reading_begun_in_three_tabs_is_one(cast, at_once):
    version = shared_log(cast, cast.anna)

    def begin():
        return reading_of(version, cast.sam, cast.now).pk

    assert len(set(at_once(begin, begin, begin))) == 1
    assert Reading.objects.count() == 1


def test_an_answer_while_the_log_is_taken_back_is_in_time_or_refused(cast, at_once):
    version = shared_log(cast, cast.anna)
    reading = draft_reading(cast, version)
    answered, _taken = at_once(
        lambda: release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now),
        lambda: withdraw_log(log=version.log, by=cast.anna, now=cast.now),
    )
    reading.refresh_from_db()
    assert (reading.released_at is None) == isinstance(answered, Refusal)
    assert SessionLog.objects.get().state == LogState.WITHDRAWN


def test_a_log_is_never_discussed_in_a_meeting_that_was_called_off(cast, at_once):
    """Either the meeting stands because a log was discussed in it, or it was cancelled and the answer waits."""
    for days_ago in range(5):
        reading = draft_reading(cast, shared_log(cast, cast.anna, alder_session(cast, days_ago + 1)))
        meeting = meeting_in(cast, -days_ago)
        discussed = {"reading": reading, "by": cast.sam, "outcome": "discussed", "meeting": meeting, "now": cast.now}
        at_once(
            partial(release_reading, **discussed),
            partial(cancel_meeting, meeting=meeting, by=cast.sam, reason="moved", now=cast.now),
        )
        meeting.refresh_from_db()
        assert (meeting.state == MeetingState.CANCELLED) == (not meeting.readings.released().exists())


def test_the_same_plan_twice_is_one_meeting(cast, at_once):
    def plan():
        return meeting_in(cast, 3).pk

    assert len(set(at_once(plan, plan, plan))) == 1


def test_two_plans_for_one_hour_are_one_meeting_and_a_refusal(cast, at_once):
    def plan(person):
        return lambda: plan_meeting(
            supervisor=cast.sam,
            programme=cast.thames,
            people=[person],
            local_date=day(cast, 3),
            local_start=time(18, 30),
            now=cast.now,
        )

    outcomes = at_once(plan(cast.anna), plan(cast.ben))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "SupervisionMeeting"]
    assert SupervisionMeeting.objects.count() == 1


def test_a_record_acknowledged_and_contradicted_at_once_has_one_answer(cast, at_once):
    meeting = held_meeting(cast)
    outcomes = at_once(
        lambda: acknowledge_meeting(meeting=meeting, by=cast.anna, now=cast.now),
        lambda: acknowledge_meeting(meeting=meeting, by=cast.anna, differs="I see it otherwise", now=cast.now),
    )
    given = [outcome for outcome in outcomes if not isinstance(outcome, Refusal)]
    assert len(given) == 1
    assert meeting.attendees.get(person=cast.anna).answer == given[0].answer
