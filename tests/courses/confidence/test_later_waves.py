"""The questions come again three months after the training and a year after it, and old ones are kept as they were."""

from datetime import timedelta

import pytest

from courses.confidence.items import ITEMS, RETIRED
from courses.confidence.models import ConfidenceSheet, Moment
from courses.progress.models import ModuleCompletion
from foundation.refusals import Refusal
from tests.courses.confidence.answering import all_at, finish_what_gates, give, posted

WEEK = timedelta(weeks=1)


@pytest.fixture
def finished(world, cast, now):
    """Anna answered before, and has finished what she needs."""
    give(cast.anna, "before", all_at(3), now)
    finish_what_gates(world, cast.anna, now)


def ended(person, weeks_ago, now):
    ModuleCompletion.objects.filter(person=person).update(completed_at=now - weeks_ago * WEEK)


@pytest.mark.parametrize(
    ("weeks", "moment"),
    [(1, "after"), (5, ""), (12, ""), (13, "month_3"), (20, "month_3"), (21, ""), (52, "month_12"), (60, "")],
)
def test_each_has_its_time(finished, cast, sign_in, now, weeks, moment):
    ended(cast.anna, weeks, now)
    page = sign_in(cast.anna).get("/me/").content.decode()
    asked = [name for name in Moment.values if f"/me/confidence/{name}/" in page]
    assert asked == ([moment] if moment else [])


def test_what_is_answered_three_months_later_stands_beside_the_rest(finished, cast, sign_in, now):
    ended(cast.anna, 14, now)
    client = sign_in(cast.anna)
    assert client.post("/me/confidence/month_3/", posted(6, whom_first="contact")).url == "/me/confidence/"
    page = client.get("/me/confidence/").content.decode()
    assert ("Three months later" in page, "Their emergency contact" in page, "The answer is: 999." in page) == (
        True,
        True,
        True,
    )
    assert "/me/confidence/month_3/" not in client.get("/me/").content.decode()
    with pytest.raises(Refusal, match="cannot change"):
        give(cast.anna, "month_3", all_at(2), now)


def test_outside_its_time_it_is_closed(finished, cast, now):
    ended(cast.anna, 30, now)
    for moment in ("month_3", "month_12"):
        with pytest.raises(Refusal, match="closed now"):
            give(cast.anna, moment, all_at(2), now)


def test_each_sentence_asks_one_thing_and_one_is_about_racism():
    assert [item.key for item in ITEMS if " and " in str(item.sentence)] == []
    assert [item.key for item in ITEMS if "racist" in str(item.sentence)] == ["racism"]
    assert {item.key for item in ITEMS} & {item.key for item in RETIRED} == set()


def test_old_answers_stay_under_their_own_sentences(cast, sign_in, now):
    ConfidenceSheet.objects.create(
        person=cast.anna,
        programme=cast.thames,
        moment=Moment.BEFORE,
        answers={"opening": 4},
        version=1,
        asked_at=now,
        answered_at=now,
    )
    rows = {
        item.key: [value for _sheet, value in values]
        for item, values in sign_in(cast.anna).get("/me/confidence/").context["rows"]
    }
    assert (rows["opening"], rows["room"]) == ([4], [None])
