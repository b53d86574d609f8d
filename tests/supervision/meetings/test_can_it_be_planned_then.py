"""One question for every time that somebody gives for a meeting: planning one, the next of a record, moving one."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from people.models import CoverWindow
from supervision.meetings.models import SupervisionMeeting
from tests.people import Cast
from tests.supervision.world import assignment, day, meeting_in

# Each door: (cast, client, day, start, tick) -> the page's answer. Sam is on leave until the 14th day from now.
AttemptKind = Callable[[Cast, Client, object, str, str], object]


def plan(cast, client, when, start, tick):
    people = [str(assignment(cast.anna, cast.sam).pk)]
    return client.post(
        reverse("meetings:plan"),
        {
            "people": people,
            "local_date": when.isoformat(),
            "local_start": start,
            "minutes": "60",
            "mode": "video",
            "all_the_same": tick,
        },
    )


def record_with_the_next(cast, client, when, start, tick):
    held = SupervisionMeeting.objects.filter(local_date=day(cast, -1)).first() or meeting_in(cast, -1, cast.anna)
    held.refresh_from_db()
    return client.post(
        reverse("meetings:record", args=[held.pk]),
        {
            "came": [str(cast.anna.pk)],
            "minutes": "50",
            "action": "record",
            "part-agreed": "try silence first",
            "revision": held.text.version if held.text else 0,
            "next_date": when.isoformat(),
            "next_start": start,
            "next_all_the_same": tick,
        },
    )


def move_out_of_a_leave(cast, client, when, start, tick):
    """A second leave, from the 30th to the 34th day, with a meeting inside."""
    inside = meeting_in(cast, 31, cast.anna)
    grace = str(cast.grace.appointments.get().pk)
    address = reverse("cover:leave", args=[day(cast, 30).isoformat(), day(cast, 34).isoformat(), grace])
    name = f"supervision.meetings_in_leave:{inside.pk}"
    return client.post(
        address,
        {
            name: "move",
            f"{name}:day": when.isoformat(),
            f"{name}:start": start,
            f"{name}:all_the_same": tick,
        },
    )


ATTEMPT_KINDS = pytest.mark.parametrize(
    "door", [plan, record_with_the_next, move_out_of_a_leave], ids=lambda item: item.__name__
)


def planned_for(cast, days: int) -> set[time]:
    found = SupervisionMeeting.objects.planned().filter(local_date=day(cast, days), supervisor=cast.sam)
    return set(found.values_list("local_start", flat=True))


@ATTEMPT_KINDS
def test_a_day_inside_ones_leave_is_told_and_goes_on_with_a_tick(cast, sign_in, door):
    sam = sign_in(cast.sam)
    asked = door(cast, sam, day(cast, 5), "09:00", "")
    page = asked.content.decode()
    assert (asked.status_code, "You are on leave until the end of" in page, planned_for(cast, 5)) == (422, True, set())
    assert "Plan it all the same" in page
    assert door(cast, sam, day(cast, 5), "09:00", "on").status_code == 302
    assert planned_for(cast, 5) == {time(9)}


@ATTEMPT_KINDS
def test_a_meeting_that_overlaps_is_told_and_goes_on_with_a_tick(cast, sign_in, door):
    CoverWindow.objects.filter(supervisor=cast.sam).delete()
    meeting_in(cast, 20, cast.ben, at=time(9, 30))
    sam = sign_in(cast.sam)
    asked = door(cast, sam, day(cast, 20), "09:00", "")
    assert (asked.status_code, "You meet Ben Walsh at" in asked.content.decode()) == (422, True)
    assert door(cast, sam, day(cast, 20), "09:00", "on").status_code == 302
    assert planned_for(cast, 20) == {time(9), time(9, 30)}


@ATTEMPT_KINDS
def test_the_very_time_of_another_meeting_is_refused_tick_or_not(cast, sign_in, door):
    meeting_in(cast, 20, cast.ben, at=time(9))
    answer = door(cast, sign_in(cast.sam), day(cast, 20), "09:00", "on")
    assert (answer.status_code, "You are meeting someone else at that time." in answer.content.decode()) == (422, True)


@ATTEMPT_KINDS
def test_a_time_that_the_clocks_skip_is_refused_with_the_nearest(cast, sign_in, door):
    """The next last Sunday of March: 01:30 does not exist in London."""
    spring = next(
        item
        for item in (day(cast, days) for days in range(1, 367))
        if item.month == 3 and item.weekday() == 6 and (item + timedelta(days=7)).month == 4
    )
    answer = door(cast, sign_in(cast.sam), spring, "01:30", "on")
    assert (answer.status_code, "Choose 00:59 or 02:00." in answer.content.decode()) == (422, True)


@ATTEMPT_KINDS
def test_a_slip_of_a_year_is_refused(cast, sign_in, door):
    answer = door(cast, sign_in(cast.sam), day(cast, 800), "09:00", "on")
    assert (answer.status_code, "more than a year away" in answer.content.decode()) == (422, True)


@ATTEMPT_KINDS
def test_a_free_time_is_taken_without_a_question(cast, sign_in, door):
    assert door(cast, sign_in(cast.sam), day(cast, 20), "09:00", "").status_code == 302
    assert planned_for(cast, 20) == {time(9)}
