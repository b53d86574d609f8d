"""A supervision meeting is told the day before; what somebody agreed to do, on its day."""

from datetime import time, timedelta

import pytest

from foundation.walltime import instant_of
from people.holds.models import NoticeHold, Reason
from people.models import Appointment, CoverWindow, SupervisionAssignment
from supervision.meetings.actions.services import change_date, close_action
from supervision.meetings.coming.services import say_can_come, say_cannot_come
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.moves.services import move_meeting
from supervision.meetings.reminding import actions_due, meetings_tomorrow
from supervision.meetings.rules import NewAction
from supervision.meetings.services import cancel_meeting
from tests.supervision.world import day, held_meeting, meeting_in

A_DAY = timedelta(days=1)
ZONE = "Europe/London"


def names(cast, dues):
    by_key = {person.pk: name for name, person in vars(cast).items() if hasattr(person, "email")}
    return sorted(by_key[due.person] for due in dues)


def told(cast, days=0, at=time(10)):
    return names(cast, meetings_tomorrow(instant_of(day(cast, days), at, ZONE), None))


def test_it_is_told_on_the_day_before_to_both_sides(cast):
    meeting_in(cast, 2)
    assert [told(cast, days) for days in (0, 1, 2, 3)] == [[], ["anna", "ben", "sam"], [], []]


def test_tomorrow_is_where_the_meeting_is(cast):
    meeting_in(cast, 2)
    SupervisionMeeting.objects.update(zone="Asia/Tokyo")
    hours = [(0, time(14)), (0, time(17)), (1, time(14)), (1, time(17))]
    assert [bool(told(cast, days, at)) for days, at in hours] == [False, True, True, False]


def test_who_cannot_come_is_not_reminded(cast):
    meeting = meeting_in(cast, 1)
    say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    assert told(cast) == ["ben", "sam"]
    say_cannot_come(meeting=meeting, by=cast.ben, now=cast.now)
    assert told(cast) == []
    say_can_come(meeting=meeting, by=cast.anna, now=cast.now)
    assert told(cast) == ["anna", "sam"]


def test_moved_to_another_day_it_is_told_anew(cast):
    meeting = meeting_in(cast, 1)
    first = set(meetings_tomorrow(instant_of(day(cast, 0), time(10), ZONE), None))
    move_meeting(meeting=meeting, by=cast.sam, day=day(cast, 3), start=time(9), now=cast.now)
    later = set(meetings_tomorrow(instant_of(day(cast, 2), time(10), ZONE), None))
    assert (told(cast), names(cast, later), first & later) == ([], ["anna", "ben", "sam"], set())


def test_a_cancelled_one_is_not_told(cast):
    cancel_meeting(meeting=meeting_in(cast, 1), by=cast.sam, reason="other", now=cast.now)
    assert told(cast) == []


def test_nor_is_who_is_supervised_by_another_by_then(cast):
    meeting_in(cast, 1)
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)
    assert told(cast) == ["ben", "sam"]
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=cast.now)
    assert told(cast) == []


def test_a_cover_is_reminded_while_they_stand_in(cast):
    meeting_in(cast, 1, cast.anna, supervisor=cast.clara)
    assert told(cast) == ["anna", "clara"]
    CoverWindow.objects.filter(cover=cast.clara).update(ends_at=cast.now + timedelta(minutes=1))
    assert told(cast) == []


@pytest.mark.parametrize(("held_about", "left"), [("sam", []), ("anna", ["ben", "sam"])])
def test_nobody_hears_of_a_meeting_with_somebody_of_whom_notices_are_held(cast, held_about, left):
    meeting_in(cast, 1)
    NoticeHold.objects.create(
        person=getattr(cast, held_about),
        programme=cast.thames,
        reason=Reason.DEATH,
        placed_by=cast.gwen,
        placed_at=cast.now,
    )
    assert told(cast) == left


def test_asked_for_one_person_it_names_nobody_else(cast):
    meeting_in(cast, 1)
    at = instant_of(day(cast, 0), time(10), ZONE)
    found = {name: names(cast, meetings_tomorrow(at, [getattr(cast, name).pk])) for name in ("anna", "sam", "farah")}
    assert found == {"anna": ["anna"], "sam": ["sam"], "farah": []}


# Actions -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def agreed_yesterday(cast):
    """Anna and Sam each have something to do by tomorrow, Ben by no day."""
    actions = [NewAction(cast.anna, "ask", day(cast, 1)), NewAction(cast.sam, "write", day(cast, 1))]
    return held_meeting(cast, 1, actions=[*actions, NewAction(cast.ben, "think")])


def acting(cast, days, people=None):
    return list(actions_due(instant_of(day(cast, days), time(10), ZONE), people))


def test_an_action_is_told_on_its_day_and_stays_the_same_thing(cast, agreed_yesterday):
    assert [names(cast, acting(cast, days)) for days in (0, 1, 30)] == [[], ["anna", "sam"], ["anna", "sam"]]
    assert acting(cast, 1) == acting(cast, 30)
    assert names(cast, acting(cast, 1, [cast.anna.pk])) == ["anna"]


@pytest.mark.parametrize(("state", "reason"), [("done", ""), ("dropped", "not_needed")])
def test_closed_it_is_moot(cast, agreed_yesterday, state, reason):
    action = agreed_yesterday.actions.get(person=cast.anna)
    close_action(action=action, by=cast.anna, state=state, reason=reason, now=cast.now)
    assert names(cast, acting(cast, 1)) == ["sam"]


def test_with_another_date_it_is_another_thing(cast, agreed_yesterday):
    before = acting(cast, 1, [cast.anna.pk])
    action = agreed_yesterday.actions.get(person=cast.anna)
    change_date(action=action, by=cast.anna, due=day(cast, 5), now=cast.now)
    after = acting(cast, 5, [cast.anna.pk])
    assert (acting(cast, 4, [cast.anna.pk]), len(after), set(before) & set(after)) == ([], 1, set())


def test_who_has_left_is_not_reminded_nor_who_supervises_them_no_more(cast, agreed_yesterday):
    Appointment.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert names(cast, acting(cast, 1)) == ["sam"]
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=cast.now)
    assert acting(cast, 1) == []
