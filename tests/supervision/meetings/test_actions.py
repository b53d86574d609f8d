"""Whoever agreed to do something closes it: done, or let go."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential.services import open_sealed
from foundation.refusals import IllegalMove, Refusal
from supervision.meetings.models import SupervisionAction
from supervision.meetings.rules import NewAction
from supervision.meetings.services import close_action
from tests.supervision.world import held_meeting

WHAT = "ask for the room"


@pytest.fixture
def action(cast):
    held_meeting(cast, actions=[NewAction(cast.anna, WHAT)])
    return SupervisionAction.objects.get()


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_its_person_closes_it_once(cast, action, state):
    for _ in range(2):
        close_action(action=action, by=cast.anna, state=state, now=cast.now)
    action.refresh_from_db()
    assert (action.state, action.closed_at) == (state, cast.now)


def test_what_is_done_is_not_dropped_afterwards(cast, action):
    close_action(action=action, by=cast.anna, state="done", now=cast.now)
    with pytest.raises(IllegalMove):
        close_action(action=action, by=cast.anna, state="dropped", now=cast.now)


@pytest.mark.parametrize("who", ["ben", "sam", "cora"])
def test_it_is_nobody_elses_to_close(cast, action, who):
    with pytest.raises(Refusal, match="You cannot close this action now"):
        close_action(action=action, by=getattr(cast, who), state="done", now=cast.now)


@pytest.mark.parametrize("who", ["ben", "stella", "grace", "cora", "olu"])
def test_its_words_are_for_its_person_and_the_supervisor(cast, action, sign_in, who):
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        open_sealed(action, viewer=person, now=cast.now)
    client = sign_in(person)
    assert WHAT not in client.get(action.meeting.get_absolute_url()).content.decode()
    assert client.post(reverse("meetings:close_action", args=[action.pk]), {"state": "done"}).status_code == 404


def test_the_page(cast, action, sign_in):
    anna = sign_in(cast.anna)
    url = reverse("meetings:close_action", args=[action.pk])
    assert "This has changed since" in anna.post(url, {"state": "exploded"}, follow=True).content.decode()
    done = anna.post(url, {"state": "done"}, follow=True).content.decode()
    assert ["Noted." in done, WHAT in done, 'value="dropped"' in done] == [True, True, False]
