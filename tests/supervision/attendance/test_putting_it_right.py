"""A wrong attendance is put right by adding to the record: by the attendee's present supervisor, for all to see."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from people.models import Appointment, Role, SupervisionAssignment
from people.services import assign_supervisor
from supervision.attendance.services import put_attendance_right
from supervision.desk.queries import last_met
from supervision.meetings.models import AttendanceAddendum, MeetingAttendee, SupervisionMeeting
from supervision.meetings.queries import meetings_with
from supervision.meetings.services import cancel_meeting, record_meeting
from tests.figures import dates_and_minutes, supervisions_attended
from tests.supervision.world import assignment, held_meeting, meeting_in


@pytest.fixture
def meeting(cast):
    """Ben came and is not in the record; Anna is."""
    return held_meeting(cast, 1, came=[cast.anna])


def put_right(cast, meeting, person, there, **changes):
    usual = {"by": cast.sam, "reason": "says_so", "now": cast.now}
    return put_attendance_right(meeting=meeting, person=person, there=there, **usual | changes)


def counted(cast) -> dict[str, int]:
    return {item.first_name: supervisions_attended(item, cast.thames.pk) for item in (cast.anna, cast.ben)}


def test_it_is_added_and_taken_away_and_the_record_stays_as_it_was(cast, meeting):
    assert counted(cast) == {"Anna": 1, "Ben": 0}
    put_right(cast, meeting, cast.ben, True)
    put_right(cast, meeting, cast.anna, False)
    assert counted(cast) == {"Anna": 0, "Ben": 1}
    assert dates_and_minutes(cast.ben, cast.thames.pk) == [(meeting.local_date, 50)]
    recorded = {place.person: place.came for place in MeetingAttendee.objects.filter(meeting=meeting)}
    assert recorded == {cast.anna: True, cast.ben: False}


def test_of_several_the_last_one_counts_and_all_are_kept(cast, meeting):
    for there in (True, False, True):
        put_right(cast, meeting, cast.ben, there)
    assert counted(cast) == {"Anna": 1, "Ben": 1}
    assert list(meeting.addenda.order_by("number").values_list("number", "person", "came", "reason")) == [
        (number, cast.ben.pk, there, "says_so") for number, there in enumerate((True, False, True), start=1)
    ]


def test_saying_it_twice_is_once(cast, meeting):
    first, again = (put_right(cast, meeting, cast.ben, True) for _ in range(2))
    assert (first, AttendanceAddendum.objects.count()) == (again, 1)


@pytest.mark.parametrize(("who", "there"), [("anna", True), ("ben", False)])
def test_what_the_record_says_already_is_not_added(cast, meeting, who, there):
    with pytest.raises(Refusal, match="The record already says that"):
        put_right(cast, meeting, getattr(cast, who), there)


def test_everybody_who_was_asked_is_told_each_time(cast, meeting):
    put_right(cast, meeting, cast.ben, True)
    put_right(cast, meeting, cast.anna, False)
    told = Effect.objects.filter(kind="mail:meeting_attendance").values_list("recipient__first_name", flat=True)
    assert sorted(told) == ["Anna", "Anna", "Ben", "Ben"]
    trail = AccessEntry.objects.filter(record_id=meeting.pk, action__startswith="was ").order_by("at", "pk")
    assert {(entry.actor, entry.owner, entry.action) for entry in trail} == {
        (cast.sam, cast.ben, "was there"),
        (cast.sam, cast.anna, "was not there"),
    }


@pytest.mark.parametrize("reason", ["", "ill"])
def test_it_is_said_how_one_knows(cast, meeting, reason):
    with pytest.raises(Refusal, match="Choose how you know"):
        put_right(cast, meeting, cast.ben, True, reason=reason)


# By whom --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anna", "ben", "stella", "grace", "clara", "cora", "gwen", "oscar"])
def test_nobody_but_the_present_supervisor_does_it(cast, meeting, who):
    """Clara covers for Sam: she stands in, and does not put right what others recorded."""
    with pytest.raises(Refusal, match="Only the current supervisor"):
        put_right(cast, meeting, cast.ben, True, by=getattr(cast, who))
    assert AttendanceAddendum.objects.count() == 0


def test_it_passes_on_with_the_supervision_of_that_person_alone(cast, meeting):
    assign_supervisor(facilitator=cast.ben, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)
    with pytest.raises(Refusal, match="Only the current supervisor"):
        put_right(cast, meeting, cast.ben, True)
    with pytest.raises(Refusal, match="Only the current supervisor"):
        put_right(cast, meeting, cast.anna, False, by=cast.stella)
    put_right(cast, meeting, cast.ben, True, by=cast.stella)
    put_right(cast, meeting, cast.anna, False)
    assert counted(cast) == {"Anna": 0, "Ben": 1}


@pytest.mark.parametrize(
    "ended",
    [
        lambda cast: Appointment.objects.filter(person=cast.sam, role=Role.SUPERVISOR),
        lambda cast: Appointment.objects.filter(person=cast.ben, role=Role.FACILITATOR),
        lambda cast: SupervisionAssignment.objects.filter(facilitator=cast.ben),
    ],
)
def test_it_ends_with_the_role_of_either_and_with_the_assignment(cast, meeting, ended):
    ended(cast).update(ends_at=cast.now)
    with pytest.raises(Refusal, match="Only the current supervisor"):
        put_right(cast, meeting, cast.ben, True)


# What may be added ----------------------------------------------------------------------------------------------------


def test_somebody_who_was_not_asked_is_not_added(cast, meeting):
    with pytest.raises(Refusal, match="Only the current supervisor"):
        put_right(cast, meeting, cast.farah, True, by=cast.stella)


def test_only_a_recorded_meeting_is_put_right(cast):
    planned = meeting_in(cast, -1)
    cancelled = cancel_meeting(meeting=meeting_in(cast, 9), by=cast.sam, reason="moved", now=cast.now)
    for item in (planned, cancelled):
        with pytest.raises(Refusal, match="This meeting is not recorded"):
            put_right(cast, item, cast.ben, True)


def test_whoever_was_not_supervised_there_on_that_day_is_not_added(cast, meeting):
    SupervisionAssignment.objects.filter(facilitator=cast.ben).update(starts_at=cast.now)
    with pytest.raises(Refusal, match="Ben Walsh had another supervisor, or none, on the day"):
        put_right(cast, meeting, cast.ben, True, now=cast.now + timedelta(days=1))


def test_nobody_is_at_two_meetings_at_once(cast):
    meeting = held_meeting(cast, 1, came=[cast.anna], at=time(12, 0))
    other = meeting_in(cast, 2, cast.ben, at=time(9, 0))
    SupervisionMeeting.objects.filter(pk=other.pk).update(local_date=meeting.local_date, local_start=time(12, 0))
    other.refresh_from_db()
    record_meeting(meeting=other, by=cast.sam, came=[cast.ben], minutes=50, agreed="", now=cast.now)
    with pytest.raises(Refusal, match="Ben Walsh was at another meeting that began at"):
        put_right(cast, meeting, cast.ben, True)
    put_right(cast, other, cast.ben, False)
    put_right(cast, meeting, cast.ben, True)
    assert counted(cast) == {"Anna": 1, "Ben": 1}


# What follows it ------------------------------------------------------------------------------------------------------


def test_the_desk_and_the_answers_to_logs_follow_it(cast, meeting):
    put_right(cast, meeting, cast.ben, True)
    put_right(cast, meeting, cast.anna, False)
    both = [assignment(person, cast.sam) for person in (cast.anna, cast.ben)]
    assert set(last_met(cast.sam, both, cast.now)) == {cast.ben.pk}
    found = {item.first_name: meetings_with(cast.sam, item, cast.now) for item in (cast.anna, cast.ben)}
    assert found == {"Anna": [], "Ben": [meeting]}


@pytest.mark.parametrize("change", [{"came": False}, {"reason": "other"}, {"number": 7}])
def test_the_database_keeps_what_was_added(cast, meeting, change):
    put_right(cast, meeting, cast.ben, True)
    for deed in (lambda: AttendanceAddendum.objects.update(**change), AttendanceAddendum.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            deed()
