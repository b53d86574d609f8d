"""The supervisor records a meeting: who came, what was agreed, who does what, when they meet next."""

from datetime import date, time, timedelta

import pytest

from confidential.models import AccessEntry, SealedText
from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import IllegalMove, Refusal
from supervision.logs.answering import release_reading
from supervision.logs.models import LogState
from supervision.logs.services import withdraw_log
from supervision.meetings.models import (
    ACTION_MOVES,
    MEETING_MOVES,
    MeetingAttendee,
    MeetingState,
    SupervisionAction,
    SupervisionMeeting,
)
from supervision.meetings.rules import NewAction
from supervision.meetings.services import AlreadyRecorded, cancel_meeting, record_meeting
from tests.figures import dates_and_minutes, supervisions_attended
from tests.supervision.world import (
    alder_session,
    assignment,
    day,
    draft_reading,
    held_meeting,
    meeting_in,
    share_again,
    shared_log,
)


def record(cast, meeting, **changes):
    usual = {"by": cast.sam, "came": [cast.anna, cast.ben], "minutes": 50, "agreed": "hold the ending", "now": cast.now}
    return record_meeting(meeting=meeting, **usual | changes)


def test_a_record_is_dated_frozen_and_tells_everybody_who_was_asked(cast):
    meeting = record(cast, meeting_in(cast, -1), came=[cast.anna], agreed="  hold the ending  ")

    assert (meeting.state, meeting.minutes, meeting.recorded_at) == (MeetingState.HELD, 50, cast.now)
    assert open_sealed(meeting, viewer=cast.sam, now=cast.now)["agreed"] == "hold the ending"
    assert SealedText.objects.get(pk=meeting.text_id).frozen is True
    assert {(place.person, place.came) for place in meeting.attendees.all()} == {(cast.anna, True), (cast.ben, False)}
    told = Effect.objects.filter(kind="mail:meeting_recorded")
    assert {effect.recipient for effect in told} == {cast.anna, cast.ben}
    assert AccessEntry.objects.filter(action="wrote", record_id=meeting.pk).count() == 2


def test_recording_twice_is_once(cast):
    meeting = meeting_in(cast, -1)
    once = record(cast, meeting, actions=[NewAction(cast.anna, "ring the TPD")], next_date=day(cast, 14))
    assert record(cast, meeting, actions=[NewAction(cast.anna, "ring the TPD")]) == once
    with pytest.raises(AlreadyRecorded, match="Sam Reyes recorded this meeting at"):
        record(cast, meeting, agreed="something else", actions=[NewAction(cast.ben, "nothing")])

    assert open_sealed(once, viewer=cast.sam, now=cast.now)["agreed"] == "hold the ending"
    assert [action.person for action in SupervisionAction.objects.all()] == [cast.anna]
    assert SupervisionMeeting.objects.count() == 2


def test_only_those_who_came_get_the_credit(cast):
    record(cast, meeting_in(cast, -1), came=[cast.anna], minutes=45)
    held_meeting(cast, 3)
    meeting_in(cast, 7)
    cancel_meeting(meeting=meeting_in(cast, 9), by=cast.sam, reason="moved", now=cast.now)

    attended = {person.first_name: supervisions_attended(person, cast.thames.pk) for person in (cast.anna, cast.ben)}
    assert attended == {"Anna": 2, "Ben": 1}
    assert supervisions_attended(cast.anna, cast.dales.pk) == 0
    assert supervisions_attended(cast.sam, cast.thames.pk) == 0
    assert dates_and_minutes(cast.anna, cast.thames.pk) == [(day(cast, -3), 50), (day(cast, -1), 45)]


def test_a_meeting_is_recorded_once_it_has_begun_and_not_before(cast):
    meeting = meeting_in(cast, 1)
    with pytest.raises(Refusal, match="This meeting begins at"):
        record(cast, meeting, now=meeting.starts_at - timedelta(minutes=1))
    assert record(cast, meeting, now=meeting.starts_at).state == MeetingState.HELD


def test_a_meeting_to_which_nobody_came_is_cancelled_instead(cast):
    with pytest.raises(Refusal, match="cancel the meeting instead"):
        record(cast, meeting_in(cast, -1), came=[])


def test_somebody_who_was_not_asked_did_not_come(cast):
    with pytest.raises(Refusal, match="Tick who came"):
        record(cast, meeting_in(cast, -1, cast.anna), came=[cast.anna, cast.ben])


@pytest.mark.parametrize("who", ["anna", "stella", "grace", "cora"])
def test_nobody_else_records_it(cast, who):
    meeting = meeting_in(cast, -1)
    with pytest.raises(Refusal, match="Only the supervisor who planned"):
        record(cast, meeting, by=getattr(cast, who))


def test_actions_are_sealed_for_the_person_who_will_do_them(cast):
    meeting = record(
        cast,
        meeting_in(cast, -1),
        actions=[NewAction(cast.anna, "ask for the room", date(2026, 12, 1)), NewAction(cast.sam, "write to the TPD")],
    )
    annas = SupervisionAction.objects.get(person=cast.anna)
    assert (annas.meeting, annas.due, annas.state) == (meeting, date(2026, 12, 1), "open")
    assert open_sealed(annas, viewer=cast.anna, now=cast.now) == {"what": "ask for the room"}


def test_an_action_belongs_to_somebody_at_the_meeting(cast):
    with pytest.raises(Refusal, match="Choose someone who was asked to the meeting"):
        record(cast, meeting_in(cast, -1), actions=[NewAction(cast.farah, "nothing to do with her")])
    assert MeetingAttendee.objects.filter(came=True).count() == 0


def test_the_next_meeting_is_planned_with_the_same_people_at_the_same_hour(cast):
    meeting = record(cast, meeting_in(cast, -1), next_date=day(cast, 28))
    following = meeting.next_meeting
    assert (following.local_date, following.local_start, following.state) == (day(cast, 28), time(18, 30), "planned")
    assert {place.person for place in following.attendees.all()} == {cast.anna, cast.ben}


def test_whoever_has_another_supervisor_by_then_is_not_asked_again(cast):
    meeting = meeting_in(cast, -1)
    supervision = assignment(cast.ben, cast.sam)
    supervision.ends_at = cast.now
    supervision.save()
    following = record(cast, meeting, next_date=day(cast, 28)).next_meeting
    assert [place.person for place in following.attendees.all()] == [cast.anna]


@pytest.mark.parametrize("days", [-1, -2])
def test_the_next_meeting_lies_ahead(cast, days):
    with pytest.raises(Refusal, match="must be in the future"):
        record(cast, meeting_in(cast, -1), next_date=day(cast, days))
    assert SupervisionMeeting.objects.get().state == MeetingState.PLANNED


def test_a_log_that_was_read_and_is_brought_becomes_discussed(cast):
    version = shared_log(cast, cast.anna)
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    meeting = record(cast, meeting_in(cast, -1), brought=[version])

    version.log.refresh_from_db()
    assert version.log.state == LogState.DISCUSSED
    assert list(meeting.logs_brought.all()) == [version]


def test_a_log_that_is_brought_unread_still_waits_for_its_answer(cast):
    version = shared_log(cast, cast.anna)
    record(cast, meeting_in(cast, -1), brought=[version])
    version.log.refresh_from_db()
    assert version.log.state == LogState.SHARED


def test_a_log_that_was_shared_anew_is_not_discussed_by_its_old_version(cast):
    version = shared_log(cast, cast.anna)
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    share_again(cast, version)
    record(cast, meeting_in(cast, -1), brought=[version])
    version.log.refresh_from_db()
    assert version.log.state == LogState.SHARED


def test_a_log_that_was_taken_back_cannot_be_brought(cast):
    version = shared_log(cast, cast.anna)
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    with pytest.raises(Refusal, match="no longer with you"):
        record(cast, meeting_in(cast, -1), brought=[version])


def test_a_log_of_somebody_who_did_not_come_cannot_be_brought(cast):
    version = shared_log(cast, cast.ben, alder_session(cast))
    with pytest.raises(Refusal, match="its author did not come"):
        record(cast, meeting_in(cast, -1), came=[cast.anna], brought=[version])


def test_a_cancelled_meeting_is_not_recorded(cast):
    meeting = meeting_in(cast, -1)
    cancel_meeting(meeting=meeting, by=cast.sam, reason="nobody", now=cast.now)
    with pytest.raises(IllegalMove):
        record(cast, meeting)


def test_the_legal_moves_of_a_meeting_and_of_an_action():
    states = MeetingState.values
    assert {(state, other) for state in states for other in states if MEETING_MOVES.allow(state, other)} == {
        ("planned", "held"),
        ("planned", "cancelled"),
    }
    states = SupervisionAction.State.values
    assert {(state, other) for state in states for other in states if ACTION_MOVES.allow(state, other)} == {
        ("open", "done"),
        ("open", "dropped"),
    }
