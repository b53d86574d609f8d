"""Whoever agreed to do something closes it: done, or dropped with a reason. Its date can change; it may be overdue."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.services import open_sealed
from foundation.refusals import IllegalMove, Refusal
from supervision.meetings.actions.models import ActionDate
from supervision.meetings.actions.services import change_date, close_action
from supervision.meetings.models import SupervisionAction
from supervision.meetings.rules import NewAction
from tests.supervision.world import day, held_meeting, meeting_in

WHAT = "ask for the room"


@pytest.fixture
def action(cast):
    held_meeting(cast, actions=[NewAction(cast.anna, WHAT, day(cast, 7))])
    return SupervisionAction.objects.get()


def page(action):
    return reverse("meetings:close_action", args=[action.pk])


@pytest.mark.parametrize(("state", "reason"), [("done", ""), ("dropped", "instead")])
def test_its_person_closes_it_once(cast, action, state, reason):
    for _ in range(2):
        close_action(action=action, by=cast.anna, state=state, reason=reason, now=cast.now)
    action.refresh_from_db()
    assert (action.state, action.drop_reason, action.closed_at) == (state, reason, cast.now)


def test_whoever_drops_it_says_why(cast, action):
    with pytest.raises(Refusal, match="Choose why"):
        close_action(action=action, by=cast.anna, state="dropped", now=cast.now)


def test_what_is_done_is_not_dropped_or_dated_afterwards(cast, action):
    close_action(action=action, by=cast.anna, state="done", now=cast.now)
    with pytest.raises(IllegalMove):
        close_action(action=action, by=cast.anna, state="dropped", reason="other", now=cast.now)
    with pytest.raises(Refusal, match="its date stays"):
        change_date(action=action, by=cast.anna, due=day(cast, 20), now=cast.now)


@pytest.mark.parametrize("who", ["ben", "sam", "cora"])
def test_it_is_nobody_elses_to_change(cast, action, who):
    person = getattr(cast, who)
    with pytest.raises(Refusal, match="You cannot change this action now"):
        close_action(action=action, by=person, state="done", now=cast.now)
    with pytest.raises(Refusal, match="You cannot change this action now"):
        change_date(action=action, by=person, due=day(cast, 20), now=cast.now)


@pytest.mark.parametrize("who", ["ben", "stella", "grace", "cora", "olu"])
def test_its_words_are_for_its_person_and_the_supervisor(cast, action, sign_in, who):
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        open_sealed(action, viewer=person, now=cast.now)
    client = sign_in(person)
    assert WHAT not in client.get(action.meeting.get_absolute_url()).content.decode()
    assert WHAT not in client.get(reverse("meetings:actions")).content.decode()
    assert [client.get(page(action)).status_code, client.post(page(action), {"state": "done"}).status_code] == [
        404,
        404,
    ]


def test_another_date_keeps_the_earlier_ones(cast, action):
    for due in (day(cast, 14), day(cast, 14), day(cast, 21)):
        change_date(action=action, by=cast.anna, due=due, now=cast.now)
    action.refresh_from_db()
    earlier = ActionDate.objects.order_by("due").values_list("due", flat=True)
    assert (action.due, list(earlier)) == (day(cast, 21), [day(cast, 7), day(cast, 14)])
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionDate.objects.all().delete()


def test_a_date_that_has_passed_is_refused_and_kept_in_its_box(cast, action, sign_in):
    shown = sign_in(cast.anna).post(page(action), {"state": "date", "due": f"{day(cast, -2)}"})
    assert (shown.status_code, "This day has passed." in shown.content.decode()) == (422, True)
    assert f'value="{day(cast, -2)}"' in shown.content.decode()


def test_what_is_overdue_says_so_and_goes_into_the_next_preparation(cast, sign_in, action):
    meeting = meeting_in(cast, 9)
    SupervisionAction.objects.filter(pk=action.pk).update(due=day(cast, -1))
    prepare = reverse("desk:meeting", args=[meeting.pk])
    for person, url in ((cast.anna, reverse("meetings:actions")), (cast.sam, prepare)):
        shown = sign_in(person).get(url).content.decode()
        assert (WHAT in shown, "<strong>overdue</strong>" in shown) == (True, True)
    close_action(action=action, by=cast.anna, state="done", now=cast.now + timedelta(minutes=1))
    assert WHAT not in sign_in(cast.sam).get(prepare).content.decode()


def test_the_page(cast, action, sign_in):
    anna = sign_in(cast.anna)
    asked = anna.post(page(action), {"state": "dropped"})
    assert (asked.status_code, "Choose why you drop it." in asked.content.decode()) == (422, True)
    assert anna.post(page(action), {"state": "exploded"}).status_code == 422
    done = anna.post(page(action), {"state": "done"}, follow=True).content.decode()
    assert ["Noted." in done, WHAT in done, 'value="done"' in done] == [True, True, False]
    assert sign_in(cast.sam).get(page(action)).status_code == 200
    assert sign_in(cast.sam).post(page(action), {"state": "done"}).status_code == 404
