"""A meeting is there for its supervisor and for those who were asked. For everybody else it does not exist."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential.models import AccessEntry
from confidential.services import open_sealed
from supervision.meetings.rules import NewAction
from supervision.meetings.services import acknowledge_meeting
from tests.supervision.world import assignment, held_meeting, meeting_in

AGREED = "try silence first"
DIFFERS = "I heard it otherwise"
STRANGERS = ["farah", "stella", "grace", "cora", "eddie", "olu", "oscar", "odette"]


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_find_nothing(cast, sign_in, who):
    held = held_meeting(cast, agreed=AGREED, actions=[NewAction(cast.anna, "ask for the room")])
    acknowledge_meeting(meeting=held, by=cast.anna, differs=DIFFERS, now=cast.now)
    planned, over = meeting_in(cast, 7), meeting_in(cast, -1)
    client = sign_in(getattr(cast, who))

    for name in ("meetings:detail", "meetings:record", "meetings:cancel", "desk:meeting"):
        for meeting in (held, planned, over):
            assert client.get(reverse(name, args=[meeting.pk])).status_code == 404
    for name in ("meetings:record", "meetings:cancel", "meetings:answer"):
        assert client.post(reverse(name, args=[held.pk]), {"action": "acknowledge"}).status_code == 404
    pages = [client.get("/meetings/"), client.get("/me/"), client.post("/me/data/download/")]
    for page in pages:
        assert [text in page.content.decode() for text in (AGREED, DIFFERS, held.get_absolute_url())] == [False] * 3
    with pytest.raises(PermissionDenied):
        open_sealed(held, viewer=getattr(cast, who), now=cast.now)


def test_whoever_was_asked_sees_it_also_after_the_assignment_has_ended(cast, sign_in):
    held = held_meeting(cast, agreed=AGREED)
    supervision = assignment(cast.anna, cast.sam)
    supervision.ends_at = cast.now
    supervision.save()
    assert AGREED in sign_in(cast.anna).get(held.get_absolute_url()).content.decode()
    assert AGREED in sign_in(cast.sam).get(held.get_absolute_url()).content.decode()


def test_reading_the_record_is_one_line_a_sitting(cast, sign_in):
    held = held_meeting(cast, agreed=AGREED)
    anna = sign_in(cast.anna)
    for _ in range(3):
        anna.get(held.get_absolute_url())
    sign_in(cast.sam).get(held.get_absolute_url())
    entries = AccessEntry.objects.filter(action="read", record_id=held.pk)
    assert [(entry.actor, entry.owner) for entry in entries] == [(cast.anna, cast.sam)]


def test_the_export_holds_what_one_may_read(cast, sign_in):
    held = held_meeting(cast, agreed=AGREED, actions=[NewAction(cast.anna, "ask for the room")])
    acknowledge_meeting(meeting=held, by=cast.anna, differs=DIFFERS, now=cast.now)
    annas = sign_in(cast.anna).post("/me/data/download/").json()
    bens = sign_in(cast.ben).post("/me/data/download/").json()
    assert [meeting["agreed"] for meeting in annas["supervision_meetings"]] == [AGREED]
    assert [action["what"] for action in annas["supervision_actions"]] == ["ask for the room"]
    assert [answer["words"] for answer in annas["answers_to_records"]] == [DIFFERS]
    assert (bens["supervision_actions"], bens["answers_to_records"]) == ([], [])
