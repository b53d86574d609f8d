"""Somebody who is asked to a meeting cannot come, suggests another time, or writes one line to their supervisor."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.coming.opening import said_before
from supervision.meetings.coming.queries import to_note
from supervision.meetings.coming.services import note_said, say_can_come, say_cannot_come, suggest_time, write_line
from supervision.meetings.services import cancel_meeting, plan_meeting
from tests.supervision.world import assignment, day, held_meeting, meeting_in

LINE = "Can we talk before Thursday?"


@pytest.fixture
def meeting(cast):
    return meeting_in(cast, 7)


def waiting(cast, supervisor=None):
    found = to_note(supervisor or cast.sam, cast.now)
    return [(place.person.first_name, place.says, place.other_start, place.wrote) for place in found]


def told(cast):
    effects = Effect.objects.filter(kind="mail:meeting_word").select_related("recipient")
    return sorted(effect.recipient.first_name for effect in effects)


def before(meeting):
    return reverse("meetings:before", args=[meeting.pk])


def said(meeting):
    return reverse("meetings:said", args=[meeting.pk])


def test_one_press_says_that_one_cannot_come(cast, sign_in, meeting):
    anna = sign_in(cast.anna)
    page = anna.post(before(meeting), {"action": "cannot"}, follow=True).content.decode()
    assert ("You have said that you cannot come." in page, "I can come after all" in page) == (True, True)
    bens = sign_in(cast.ben).get(meeting.get_absolute_url()).content.decode()
    assert "Anna Okoye (cannot come)" in " ".join(bens.split())
    assert waiting(cast) == [("Anna", "cannot", None, False)]


def test_pressing_twice_is_once_and_clara_is_told_while_sam_is_away(cast, meeting):
    for _ in range(2):
        say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    assert told(cast) == ["Clara"]
    assert waiting(cast, cast.clara) == [("Anna", "cannot", None, False)]
    assert waiting(cast, cast.stella) == []


def test_what_nobody_has_noted_is_undone_without_a_trace(cast, meeting):
    say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    assert say_can_come(meeting=meeting, by=cast.anna, now=cast.now).says == ""
    assert said_before(meeting.pk, cast.sam, cast.now) == []


def test_who_had_noted_it_is_told_that_they_come_after_all(cast, meeting):
    say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    note_said(meeting=meeting, by=cast.sam, now=cast.now)
    assert waiting(cast) == []
    say_can_come(meeting=meeting, by=cast.anna, now=cast.now)
    assert waiting(cast) == [("Anna", "can", None, False)]


def test_another_time_is_suggested_and_nothing_moves(cast, sign_in, meeting):
    anna = sign_in(cast.anna)
    anna.post(before(meeting), {"action": "suggest", "other_date": f"{day(cast, 9)}", "other_start": "12:15"})
    meeting.refresh_from_db()
    assert (meeting.local_date, meeting.local_start) == (day(cast, 7), time(18, 30))
    assert waiting(cast) == [("Anna", "", time(12, 15), False)]
    assert "You have suggested" in anna.get(meeting.get_absolute_url()).content.decode()
    assert "suggest" not in sign_in(cast.ben).get(meeting.get_absolute_url()).content.decode().partition("<form")[0]


@pytest.mark.parametrize(
    ("days", "at", "why"), [(-1, time(9), "has passed"), (7, time(18, 30), "planned for that time already")]
)
def test_a_time_that_helps_nobody_is_refused(cast, meeting, days, at, why):
    with pytest.raises(Refusal, match=why):
        suggest_time(meeting=meeting, by=cast.anna, day=day(cast, days), start=at, now=cast.now)


def test_what_was_typed_stays_when_it_is_refused(cast, sign_in, meeting):
    page = sign_in(cast.anna).post(before(meeting), {"action": "line", "line": "call me on 943 476 5919, NHS number"})
    assert page.status_code == 422
    assert "call me on 943 476 5919, NHS number" in page.content.decode()
    assert MeetingLine.objects.count() == 0


def test_a_line_is_read_by_the_supervisor_and_leaves_a_trail(cast, sign_in, meeting):
    sign_in(cast.anna).post(before(meeting), {"action": "line", "line": LINE})
    assert waiting(cast) == [("Anna", "", None, True)]
    assert LINE in sign_in(cast.sam).get(said(meeting)).content.decode()
    opened = AccessEntry.objects.get(record_model="supervision.MeetingLine", action="read")
    assert (opened.actor, opened.owner) == (cast.sam, cast.anna)
    assert LINE in sign_in(cast.sam).get(reverse("desk:meeting", args=[meeting.pk])).content.decode()


def test_no_list_and_no_mail_shows_the_line(cast, sign_in, meeting):
    write_line(meeting=meeting, by=cast.anna, words=LINE, now=cast.now)
    for page in (reverse("desk:list"), reverse("pages:my_day"), reverse("meetings:list")):
        assert LINE not in sign_in(cast.sam).get(page).content.decode()
    assert "wrote you a line" in sign_in(cast.sam).get(reverse("desk:list")).content.decode()
    assert LINE not in str(list(Effect.objects.values()))


def test_the_other_of_the_pair_and_another_supervisor_read_nothing(cast, sign_in, meeting):
    line = write_line(meeting=meeting, by=cast.anna, words=LINE, now=cast.now)
    for person in (cast.ben, cast.stella, cast.cora):
        with pytest.raises(PermissionDenied):
            open_sealed(line, viewer=person, now=cast.now)
    assert LINE not in sign_in(cast.ben).get(meeting.get_absolute_url()).content.decode()
    assert sign_in(cast.ben).get(said(meeting)).status_code == 404


def test_a_later_supervisor_does_not_read_it(cast, meeting):
    line = write_line(meeting=meeting, by=cast.anna, words=LINE, now=cast.now)
    held = assignment(cast.anna, cast.sam)
    type(held).objects.filter(pk=held.pk).update(ends_at=cast.now)
    type(held).objects.create(programme=cast.thames, facilitator=cast.anna, supervisor=cast.stella, starts_at=cast.now)
    for person in (cast.sam, cast.clara, cast.stella):
        with pytest.raises(PermissionDenied):
            open_sealed(line, viewer=person, now=cast.now)
    assert open_sealed(line, viewer=cast.anna, now=cast.now)["line"] == LINE


def test_a_cover_reads_it_until_the_meeting_is_over(cast, meeting):
    line = write_line(meeting=meeting, by=cast.anna, words=LINE, now=cast.now)
    assert open_sealed(line, viewer=cast.clara, now=cast.now)["line"] == LINE
    cancel_meeting(meeting=meeting, by=cast.sam, reason="other", now=cast.now)
    line.refresh_from_db()
    with pytest.raises(PermissionDenied):
        open_sealed(line, viewer=cast.clara, now=cast.now + timedelta(hours=1))


def test_there_is_one_line_for_each_meeting_and_no_chat(cast, meeting):
    write_line(meeting=meeting, by=cast.anna, words=LINE, now=cast.now)
    with pytest.raises(Refusal, match="already written"):
        write_line(meeting=meeting, by=cast.anna, words="And another thing", now=cast.now)
    assert write_line(meeting=meeting, by=cast.ben, words=LINE, now=cast.now).author == cast.ben


def test_what_came_while_the_page_was_open_still_waits(cast, sign_in, meeting):
    say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    sam = sign_in(cast.sam)
    until = sam.get(said(meeting)).context["until"]
    write_line(meeting=meeting, by=cast.ben, words=LINE, now=until + timedelta(minutes=1))
    sam.post(said(meeting), {"until": until.isoformat()})
    assert waiting(cast) == [("Ben", "", None, True)]


@pytest.mark.parametrize("sent", ["", "never", "2026-13-45T10:00:00Z", "2026-11-30T10:00:00"])
def test_a_page_that_comes_back_with_no_instant_is_no_fault(cast, sign_in, meeting, sent):
    say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    answer = sign_in(cast.sam).post(said(meeting), {"until": sent})
    assert (answer.status_code, waiting(cast)) == (302, [])


def test_nothing_is_said_of_a_meeting_that_is_over(cast, sign_in, meeting):
    over = held_meeting(cast, 3)
    for verb in (say_cannot_come, say_can_come):
        with pytest.raises(Refusal, match="over or cancelled"):
            verb(meeting=over, by=cast.anna, now=cast.now)
    assert sign_in(cast.anna).get(before(over)).status_code == 404


def test_who_was_not_asked_says_nothing(cast, sign_in):
    theirs = plan_meeting(
        supervisor=cast.sam,
        programme=cast.thames,
        people=[cast.ben],
        local_date=day(cast, 5),
        local_start=time(9),
        now=cast.now,
    )
    with pytest.raises(Refusal, match="not asked"):
        say_cannot_come(meeting=theirs, by=cast.anna, now=cast.now)
    assert sign_in(cast.anna).post(before(theirs), {"action": "cannot"}).status_code == 404


def test_what_was_said_is_in_my_data(cast, sign_in, meeting):
    say_cannot_come(meeting=meeting, by=cast.anna, now=cast.now)
    write_line(meeting=meeting, by=cast.anna, words=LINE, now=cast.now)
    annas = sign_in(cast.anna).post("/me/data/download/").json()["said_before_meetings"]
    assert [(row["says"], row["line"]) for row in annas] == [("cannot", LINE)]
    assert sign_in(cast.ben).post("/me/data/download/").json()["said_before_meetings"] == []
