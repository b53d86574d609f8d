"""Each attendee acknowledges the record of a meeting, or says how they see it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.meetings.models import MeetingAttendee
from supervision.meetings.services import acknowledge_meeting
from tests.supervision.world import held_meeting, meeting_in, write

MINE = "I did not agree to lead alone"


def place_of(meeting, person):
    return MeetingAttendee.objects.select_related("text", "meeting").get(meeting=meeting, person=person)


def test_acknowledging_twice_is_once(cast):
    meeting = held_meeting(cast)
    for _ in range(2):
        acknowledge_meeting(meeting=meeting, by=cast.anna, differs=None, now=cast.now)
    place = place_of(meeting, cast.anna)
    assert (place.answer, place.answered_at, place.text) == ("acknowledged", cast.now, None)
    assert place_of(meeting, cast.ben).answer == ""
    assert AccessEntry.objects.filter(action="acknowledged", actor=cast.anna).count() == 1


def test_seeing_it_differently_reaches_the_supervisor_and_nobody_else(cast):
    meeting = held_meeting(cast)
    acknowledge_meeting(meeting=meeting, by=cast.anna, differs=MINE, now=cast.now)
    place = place_of(meeting, cast.anna)

    assert place.answer == "differs"
    assert open_sealed(place, viewer=cast.sam, now=cast.now) == {"differs": MINE}
    for person in (cast.ben, cast.stella, cast.grace, cast.cora, cast.olu):
        with pytest.raises(PermissionDenied):
            open_sealed(place, viewer=person, now=cast.now)
    assert [effect.recipient for effect in Effect.objects.filter(kind="mail:meeting_answered")] == [cast.sam]


def test_an_answer_that_was_not_sent_is_seen_by_nobody(cast, sign_in):
    meeting = held_meeting(cast)
    place = place_of(meeting, cast.anna)
    write(place, {"differs": MINE}, cast.now)
    with pytest.raises(PermissionDenied):
        open_sealed(place, viewer=cast.sam, now=cast.now)
    assert MINE not in sign_in(cast.sam).get(meeting.get_absolute_url()).content.decode()


def test_words_that_were_begun_are_sent_or_cleared_before_it_is_acknowledged(cast):
    meeting = held_meeting(cast)
    place = place_of(meeting, cast.anna)
    write(place, {"differs": MINE}, cast.now)
    with pytest.raises(Refusal, match="Send that, or clear the box."):
        acknowledge_meeting(meeting=meeting, by=cast.anna, differs=None, now=cast.now)
    assert open_sealed(place_of(meeting, cast.anna), viewer=cast.anna, now=cast.now) == {"differs": MINE}
    write(place, {"differs": ""}, cast.now)
    acknowledge_meeting(meeting=meeting, by=cast.anna, differs=None, now=cast.now)
    assert place_of(meeting, cast.anna).answer == "acknowledged"


@pytest.mark.parametrize("second", [None, "yet another view"])
def test_an_answer_is_given_once(cast, second):
    meeting = held_meeting(cast)
    first = "one view" if second is None else None
    acknowledge_meeting(meeting=meeting, by=cast.anna, differs=first, now=cast.now)
    with pytest.raises(Refusal, match="already answered this record"):
        acknowledge_meeting(meeting=meeting, by=cast.anna, differs=second, now=cast.now)


def test_there_is_nothing_to_answer_before_the_record(cast):
    with pytest.raises(Refusal, match="no record of this meeting yet"):
        acknowledge_meeting(meeting=meeting_in(cast, -1), by=cast.anna, differs=None, now=cast.now)


def test_whoever_was_not_asked_answers_nothing(cast):
    with pytest.raises(Refusal, match="not asked"):
        acknowledge_meeting(meeting=held_meeting(cast), by=cast.farah, differs=None, now=cast.now)


def test_whoever_was_asked_and_did_not_come_can_say_so(cast):
    meeting = held_meeting(cast, came=[cast.anna])
    assert acknowledge_meeting(meeting=meeting, by=cast.ben, differs="I was there", now=cast.now).answer == "differs"


def answer(client, meeting, **posted):
    return client.post(reverse("meetings:answer", args=[meeting.pk]), posted, follow=True)


def test_the_page_acknowledges(cast, sign_in):
    meeting = held_meeting(cast)
    anna = sign_in(cast.anna)
    shown = anna.get(meeting.get_absolute_url()).content.decode()
    assert "try silence first" in shown
    done = answer(anna, meeting, action="acknowledge", revision=0)
    assert "You acknowledged this record" in done.content.decode()


def test_the_page_sends_a_different_view_and_shows_it_to_the_supervisor(cast, sign_in):
    meeting = held_meeting(cast)
    anna = sign_in(cast.anna)
    revision = anna.get(meeting.get_absolute_url()).context["words"].revision
    sent = answer(anna, meeting, **{"action": "differs", "revision": revision, "part-differs": MINE})
    assert MINE in sent.content.decode()
    assert MINE in sign_in(cast.sam).get(meeting.get_absolute_url()).content.decode()
    assert MINE not in sign_in(cast.ben).get(meeting.get_absolute_url()).content.decode()


def test_the_page_keeps_words_for_later_without_sending(cast, sign_in):
    meeting = held_meeting(cast)
    anna = sign_in(cast.anna)
    revision = anna.get(meeting.get_absolute_url()).context["words"].revision
    kept = answer(anna, meeting, **{"action": "save", "revision": revision, "part-differs": MINE})
    assert MINE in kept.content.decode()
    assert place_of(meeting, cast.anna).answer == ""


def test_the_page_does_not_guess_between_agreeing_and_objecting(cast, sign_in):
    meeting = held_meeting(cast)
    anna = sign_in(cast.anna)
    revision = anna.get(meeting.get_absolute_url()).context["words"].revision
    asked = answer(anna, meeting, **{"action": "acknowledge", "revision": revision, "part-differs": MINE})
    assert (asked.status_code, MINE in asked.content.decode()) == (422, True)
    assert "Send that, or clear the box." in asked.content.decode()
    assert place_of(meeting, cast.anna).answer == ""


def test_an_empty_objection_is_asked_for_in_words(cast, sign_in):
    meeting = held_meeting(cast)
    asked = answer(sign_in(cast.anna), meeting, **{"action": "differs", "revision": 0, "part-differs": "   "})
    assert (asked.status_code, "Write how you see it" in asked.content.decode()) == (422, True)


def test_words_from_another_tab_after_the_answer_are_shown_and_not_lost(cast, sign_in):
    meeting = held_meeting(cast)
    acknowledge_meeting(meeting=meeting, by=cast.anna, differs=None, now=cast.now)
    late = answer(sign_in(cast.anna), meeting, **{"action": "differs", "part-differs": MINE})
    assert (late.status_code, MINE in late.content.decode()) == (409, True)


def test_a_double_click_is_no_trouble(cast, sign_in):
    meeting = held_meeting(cast)
    anna = sign_in(cast.anna)
    for _ in range(2):
        done = answer(anna, meeting, action="acknowledge", revision=0)
    assert "You acknowledged this record" in done.content.decode()
