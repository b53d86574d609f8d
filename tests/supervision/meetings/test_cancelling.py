"""A planned meeting is called off with a reason from a list; a recorded one is not."""

import pytest
from django.urls import reverse

from delivery.models import Effect
from foundation.refusals import IllegalMove, Refusal
from supervision.logs.answering import release_reading
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.services import cancel_meeting
from tests.supervision.world import draft_reading, held_meeting, meeting_in, shared_log


def test_everybody_is_told_once(cast):
    meeting = meeting_in(cast, 7)
    for _ in range(2):
        cancel_meeting(meeting=meeting, by=cast.sam, reason="supervisor", now=cast.now)

    standing = SupervisionMeeting.objects.get()
    assert (standing.state, standing.get_cancel_reason_display()) == ("cancelled", "the supervisor could not come")
    told = Effect.objects.filter(kind="mail:meeting_cancelled")
    assert {effect.recipient for effect in told} == {cast.anna, cast.ben}


def test_the_slot_is_free_again(cast):
    cancel_meeting(meeting=meeting_in(cast, 7), by=cast.sam, reason="moved", now=cast.now)
    assert meeting_in(cast, 7, cast.ben).state == "planned"


def test_a_reason_is_chosen_from_the_list(cast):
    with pytest.raises(Refusal, match="Choose why"):
        cancel_meeting(meeting=meeting_in(cast, 7), by=cast.sam, reason="Ben is ill", now=cast.now)


def test_a_recorded_meeting_stays(cast):
    with pytest.raises(IllegalMove):
        cancel_meeting(meeting=held_meeting(cast), by=cast.sam, reason="moved", now=cast.now)


def test_a_meeting_in_which_a_log_was_discussed_took_place(cast):
    meeting = meeting_in(cast, 0)
    release_reading(
        reading=draft_reading(cast, shared_log(cast, cast.anna)),
        by=cast.sam,
        outcome="discussed",
        meeting=meeting,
        now=cast.now,
    )
    with pytest.raises(Refusal, match="it took place"):
        cancel_meeting(meeting=meeting, by=cast.sam, reason="moved", now=cast.now)


def test_an_attendee_does_not_cancel(cast):
    with pytest.raises(Refusal):
        cancel_meeting(meeting=meeting_in(cast, 7), by=cast.anna, reason="moved", now=cast.now)


def test_the_page(cast, sign_in):
    meeting = meeting_in(cast, 7)
    sam, page = sign_in(cast.sam), reverse("meetings:cancel", args=[meeting.pk])
    asked = sam.post(page, {})
    assert (asked.status_code, "Choose why the meeting is cancelled." in asked.content.decode()) == (422, True)
    assert sam.post(page, {"reason": "nobody"})["Location"] == reverse("meetings:list")
    shown = sign_in(cast.anna).get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert "Cancelled: none of the others could come." in shown
