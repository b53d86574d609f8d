"""A planned meeting gets another wall time: the same meeting, with its notes, history and place in calendars."""

from datetime import time

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from confidential.services import open_sealed
from delivery.calendar.events import Window
from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.logs.answering import release_reading
from supervision.meetings.coming.services import suggest_time, write_line
from supervision.meetings.dates import meetings_in_calendar
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.moves.models import MeetingMove
from supervision.meetings.moves.services import move_meeting
from supervision.meetings.services import cancel_meeting
from tests.supervision.world import day, draft_reading, held_meeting, meeting_in, shared_log, write

NOON = time(12, 15)


@pytest.fixture
def meeting(cast):
    return meeting_in(cast, 7)


def move(cast, meeting, days=9, at=NOON, by=None, now=None):
    return move_meeting(meeting=meeting, by=by or cast.sam, day=day(cast, days), start=at, now=now or cast.now)


def in_calendar(cast, person):
    window = Window.around(day(cast, 0))
    return [(one.key, one.day, one.start, one.revision) for one in meetings_in_calendar(person, window, cast.now)]


def test_it_is_the_same_meeting_with_what_was_before_in_its_history(cast, meeting):
    write(meeting, {"agreed": "begin with Ben"}, cast.now)
    moved = move(cast, meeting)
    assert (moved.pk, moved.local_date, moved.local_start, moved.state) == (meeting.pk, day(cast, 9), NOON, "planned")
    left = moved.moves.get()
    assert (left.local_date, left.local_start, left.by, left.at) == (day(cast, 7), time(18, 30), cast.sam, cast.now)
    assert open_sealed(moved, viewer=cast.sam, now=cast.now)["agreed"] == "begin with Ben"


def test_calendars_move_the_same_event(cast, meeting):
    for person in (cast.anna, cast.sam):
        assert in_calendar(cast, person) == [(meeting.pk, day(cast, 7), time(18, 30), 0)]
    move(cast, meeting)
    for person in (cast.anna, cast.sam):
        assert in_calendar(cast, person) == [(meeting.pk, day(cast, 9), NOON, 1)]


def test_each_move_is_told_and_the_same_move_twice_is_once(cast, meeting):
    for _ in range(2):
        move(cast, meeting)
    move(cast, meeting, days=10)
    told = Effect.objects.filter(kind="mail:meeting_moved").values_list("recipient__first_name", flat=True)
    assert sorted(told) == ["Anna", "Anna", "Ben", "Ben"]
    assert [row.local_date for row in meeting.moves.order_by("at", "local_date")] == [day(cast, 7), day(cast, 9)]


def test_what_was_said_about_the_old_time_is_over_and_a_line_stays(cast, meeting):
    suggest_time(meeting=meeting, by=cast.anna, day=day(cast, 9), start=NOON, now=cast.now)
    write_line(meeting=meeting, by=cast.anna, words="Can we talk before?", now=cast.now)
    move(cast, meeting)
    place = meeting.attendees.get(person=cast.anna)
    assert (place.says, place.other_date, meeting.lines.count()) == ("", None, 1)


def test_the_history_stays_as_it_is(cast, meeting):
    move(cast, meeting)
    for change in (MeetingMove.objects.all().delete, lambda: MeetingMove.objects.update(local_start=NOON)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("days", "at", "why"),
    [(-1, NOON, "has passed"), (400, NOON, "more than a year away"), (8, time(9), "meeting someone else")],
)
def test_a_time_at_which_it_cannot_be_is_refused(cast, meeting, days, at, why):
    meeting_in(cast, 8, cast.ben, at=time(9))
    with pytest.raises(Refusal, match=why):
        move(cast, meeting, days=days, at=at)
    assert meeting.moves.count() == 0


def test_what_took_place_or_was_called_off_is_not_moved(cast, meeting):
    for over in (held_meeting(cast, 3), cancel_meeting(meeting=meeting, by=cast.sam, reason="other", now=cast.now)):
        with pytest.raises(Refusal, match="stays where it was"):
            move(cast, over)
    today = meeting_in(cast, 0)
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    release_reading(reading=reading, by=cast.sam, outcome="discussed", meeting=today, now=cast.now)
    with pytest.raises(Refusal, match="it took place"):
        move(cast, today)


def test_nobody_else_moves_it(cast, sign_in, meeting):
    for person in (cast.anna, cast.clara, cast.stella, cast.cora):
        with pytest.raises(Refusal, match="Only the supervisor"):
            move(cast, meeting, by=person)
        assert sign_in(person).get(reverse("meetings:move", args=[meeting.pk])).status_code == 404


def test_the_page_begins_with_what_was_suggested(cast, sign_in, meeting):
    suggest_time(meeting=meeting, by=cast.anna, day=day(cast, 9), start=NOON, now=cast.now)
    sam, page = sign_in(cast.sam), reverse("meetings:move", args=[meeting.pk])
    form = sam.get(page).context["form"]
    assert (form["local_date"].value(), form["local_start"].value()) == (day(cast, 9), NOON)
    sam.post(page, {"local_date": f"{day(cast, 9)}", "local_start": "12:15", "all_the_same": "on"})
    shown = sign_in(cast.anna).get(meeting.get_absolute_url()).content.decode()
    assert "Moved once" in " ".join(shown.split())
    assert SupervisionMeeting.objects.get(pk=meeting.pk).local_start == NOON


def test_another_meeting_then_is_asked_about_first(cast, sign_in, meeting):
    meeting_in(cast, 9, cast.ben, at=time(12))
    sam, page = sign_in(cast.sam), reverse("meetings:move", args=[meeting.pk])
    typed = {"local_date": f"{day(cast, 9)}", "local_start": "12:15"}
    asked = sam.post(page, typed)
    assert (asked.status_code, "Choose another time, or tick the box." in asked.content.decode()) == (422, True)
    assert sam.post(page, {**typed, "all_the_same": "on"}).status_code == 302
