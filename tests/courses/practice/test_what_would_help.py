"""What would help somebody to take part: theirs until they send it, then the day's trainers' too, then destroyed."""

from datetime import timedelta

import pytest

from confidential.models import AccessEntry
from confidential.services import open_sealed, save_words
from courses.practice.services import ADJUSTMENTS_KEPT, forget_adjustments, take_off
from people.models import Role
from tests.courses.practice.making import a_day, asked_for, place_of
from tests.courses.practice.test_planning_a_day import mails
from tests.people import appoint


def test_a_draft_is_seen_by_nobody_else(cast, sign_in):
    day = a_day(cast, cast.anna)
    save_words(place_of(day, cast.anna), {"adjustments": "a heron"}, base=0, tab="", now=cast.now)
    assert "a heron" not in sign_in(cast.tess).get(f"/practice/{day.pk}/").content.decode()
    assert "a heron" in sign_in(cast.anna).get(f"/practice/{day.pk}/adjustments/").content.decode()


def test_once_sent_the_days_trainers_read_it_and_the_trail_says_so(cast, sign_in):
    day = a_day(cast, cast.anna)
    sent = {"part-adjustments": "a heron", "revision": "0", "tab": "a" * 16, "sequence": "", "action": "send"}
    sign_in(cast.anna).post(f"/practice/{day.pk}/adjustments/", sent)
    assert mails("practice_adjustments") == ["Tess"]
    assert "a heron" in sign_in(cast.tess).get(f"/practice/{day.pk}/").content.decode()
    assert AccessEntry.objects.filter(owner=cast.anna, actor=cast.tess, action="read").count() == 1


def test_another_trainer_of_the_programme_knows_only_that_there_is_something(cast, sign_in):
    appoint(cast.carl, Role.TRAINER, cast.thames, cast.now - timedelta(days=1))
    place = asked_for(cast, cast.anna, "a heron")
    page = sign_in(cast.carl).get(f"/practice/{place.day_id}/").content.decode()
    assert ("a heron" in page, "only the trainers named above can read" in page) == (False, True)


def test_nothing_is_sent_without_words(cast, sign_in):
    day = a_day(cast, cast.anna)
    sent = {"part-adjustments": "", "revision": "0", "tab": "a" * 16, "action": "send"}
    answer = sign_in(cast.anna).post(f"/practice/{day.pk}/adjustments/", sent)
    assert (answer.status_code, place_of(day, cast.anna).asked_at) == (422, None)


@pytest.mark.parametrize(("days", "left"), [(27, "a heron"), (29, None)])
def test_four_weeks_after_the_day_it_is_destroyed(cast, days, left):
    place = asked_for(cast, cast.anna, "a heron", days=1)
    later = cast.now + timedelta(days=1 + days)
    forget_adjustments(later)
    place = place_of(place.day, cast.anna)
    assert open_sealed(place, viewer=cast.anna, now=later).get("adjustments") == left
    assert ADJUSTMENTS_KEPT.days == 28


def test_it_goes_with_the_invitation(cast):
    place = asked_for(cast, cast.anna, "a heron")
    take_off(place=place, now=cast.now)
    assert open_sealed(place_of(place.day, cast.anna), viewer=cast.anna, now=cast.now) == {}
