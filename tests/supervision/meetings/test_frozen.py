"""What is recorded stays recorded: the database itself refuses to change it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from confidential.models import SealedText
from confidential.services import save_words
from foundation.refusals import Refusal
from supervision.meetings.actions.services import close_action
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.meetings.rules import NewAction
from supervision.meetings.services import acknowledge_meeting, cancel_meeting
from tests.supervision.world import held_meeting, meeting_in, shared_log


@pytest.fixture
def recorded(cast):
    return held_meeting(cast, actions=[NewAction(cast.anna, "ask for the room")], brought=[shared_log(cast, cast.anna)])


def refused(change) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()


@pytest.mark.parametrize("change", [{"minutes": 500}, {"state": "planned"}, {"recorded_at": None}, {"mode": "phone"}])
def test_a_recorded_meeting(recorded, change):
    refused(lambda: SupervisionMeeting.objects.filter(pk=recorded.pk).update(**change))
    refused(lambda: SupervisionMeeting.objects.filter(pk=recorded.pk).delete())


def test_its_words(cast, recorded):
    with pytest.raises(Refusal, match="can no longer be changed"):
        save_words(recorded, {"agreed": "something else"}, base=1, tab="", now=cast.now)
    refused(lambda: SealedText.objects.filter(pk=recorded.text_id).update(ciphertext=b""))


def test_who_came(recorded):
    refused(lambda: MeetingAttendee.objects.update(came=False))
    refused(lambda: MeetingAttendee.objects.all().delete())


def test_which_logs_were_brought(recorded):
    refused(recorded.logs_brought.clear)


def test_an_answer(cast, recorded):
    acknowledge_meeting(meeting=recorded, by=cast.anna, differs=None, now=cast.now)
    refused(lambda: MeetingAttendee.objects.filter(person=cast.anna).update(answer="differs"))
    refused(lambda: MeetingAttendee.objects.filter(person=cast.anna).update(answered_at=cast.now + timedelta(days=1)))


def test_an_action_but_for_closing_it_and_its_date(cast, recorded):
    refused(lambda: SupervisionAction.objects.update(person=cast.ben))
    refused(lambda: SupervisionAction.objects.all().delete())
    action = close_action(action=SupervisionAction.objects.get(), by=cast.anna, state="done", now=cast.now)
    assert (action.state, action.closed_at) == ("done", cast.now)


def test_a_cancelled_meeting(cast):
    meeting = cancel_meeting(meeting=meeting_in(cast, 7), by=cast.sam, reason="moved", now=cast.now)
    refused(lambda: SupervisionMeeting.objects.filter(pk=meeting.pk).update(state="planned"))


def test_a_planned_meeting_can_still_change(cast):
    meeting = meeting_in(cast, 7)
    assert SupervisionMeeting.objects.filter(pk=meeting.pk).update(minutes=45) == 1
