"""Asked once before the first step and once after the last module that is needed; skipping is as easy as saving."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from courses.confidence.items import ITEMS
from courses.confidence.models import ConfidenceSheet
from courses.confidence.queries import AFTER_LASTS
from foundation.refusals import Refusal
from tests.courses.confidence.answering import all_at, finish_what_gates, give, posted
from tests.courses.world import complete

BEFORE, AFTER = "/me/confidence/before/", "/me/confidence/after/"


def sheets() -> list[tuple[str, str, bool, dict]]:
    rows = ConfidenceSheet.objects.order_by("pk").values_list("person__first_name", "moment", "skipped", "answers")
    return list(rows)


def test_who_begins_is_led_to_the_questions_once(world, cast, sign_in):
    client = sign_in(cast.anna)
    response = client.get(world.url("reading"))
    assert (response.status_code, response["Location"]) == (302, BEFORE)
    assert client.get(BEFORE).status_code == 200
    assert client.get(world.url("reading")).status_code == 200
    assert sheets() == [("Anna", "before", False, {})]


def test_the_first_step_of_another_module_asks_too_and_a_later_step_does_not(world, cast, sign_in):
    client = sign_in(cast.anna)
    assert client.get(world.url("checking")).status_code == 200
    assert client.get(world.url("placing"))["Location"] == BEFORE


def test_who_has_begun_before_is_not_held_up(world, cast, sign_in, now):
    complete(world, "reading", cast.anna, now)
    assert sign_in(cast.anna).get(world.url("reading")).status_code == 200
    assert sheets() == []


@pytest.mark.parametrize("name", ["sam", "cora", "eddie", "tara"])
def test_those_who_do_not_facilitate_are_not_asked(world, cast, sign_in, name):
    client = sign_in(getattr(cast, name))
    assert client.get(world.url("reading")).status_code == 200
    assert client.get(BEFORE).status_code == 404
    assert sheets() == []


def test_saving_leads_into_the_training(world, cast, sign_in):
    client = sign_in(cast.anna)
    response = client.post(BEFORE, posted(4, suicide="out"))
    assert (response.status_code, response["Location"]) == (302, world.url("reading"))
    answers = {key: value for key, value in all_at(4).items() if key != "suicide"}
    assert sheets() == [("Anna", "before", False, answers)]
    assert client.get(world.url("reading")).status_code == 200


def test_skipping_leads_to_the_same_place_and_is_kept(world, cast, sign_in):
    response = sign_in(cast.anna).post(BEFORE, posted(4, skip="yes"))
    assert (response.status_code, response["Location"]) == (302, world.url("reading"))
    assert sheets() == [("Anna", "before", True, {})]


def test_who_skipped_may_change_their_mind_before_the_first_step_is_done(world, cast, sign_in):
    client = sign_in(cast.anna)
    client.post(BEFORE, {"skip": "yes"})
    assert client.get(BEFORE).status_code == 200
    client.post(BEFORE, posted(0))
    assert sheets() == [("Anna", "before", False, all_at(0))]


def test_what_was_left_out_by_oversight_is_asked_back_once(world, cast, sign_in):
    client = sign_in(cast.anna)
    response = client.post(BEFORE, {"room": "7"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "7 have no number yet." in page
    assert page.count(" checked") == 1
    assert sheets() == []
    response = client.post(BEFORE, {"room": "7", "as_it_is": "on"})
    assert (response.status_code, sheets()) == (302, [("Anna", "before", False, {"room": 7})])


@pytest.mark.parametrize(
    "sent", [{}, {"room": "11"}, {"room": "-1"}, {"room": "x"}, {"whom_first": "x"}, {"suicide": ["1", "12"]}]
)
def test_nonsense_and_nothing_are_refused_and_nothing_is_kept(world, cast, sign_in, sent):
    response = sign_in(cast.anna).post(BEFORE, {**sent, "as_it_is": "on"})
    assert (response.status_code, sheets()) == (422, [])


def test_answers_stand(world, cast, sign_in, now):
    give(cast.anna, "before", all_at(3), now)
    with pytest.raises(Refusal, match="cannot change your answers"):
        give(cast.anna, "before", all_at(9), now)
    assert give(cast.anna, "before", all_at(3), now).answers == all_at(3)
    response = sign_in(cast.anna).post(BEFORE, posted(9))
    assert response.status_code == 422
    sign_in(cast.anna).post(BEFORE, {"skip": "yes"})
    assert sheets() == [("Anna", "before", False, all_at(3))]


def test_the_database_keeps_them_as_they_are(cast, world, now):
    sheet = give(cast.anna, "before", all_at(3), now)
    for change in ({"answers": all_at(9)}, {"moment": "after"}, {"person": cast.ben}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConfidenceSheet.objects.filter(pk=sheet.pk).update(**change)
    sheet.refresh_from_db()
    assert (sheet.person_id, sheet.answers) == (cast.anna.pk, all_at(3))


def test_after_the_first_step_a_baseline_is_none(world, cast, sign_in, now):
    client = sign_in(cast.anna)
    complete(world, "reading", cast.anna, now)
    with pytest.raises(Refusal, match="you have finished a step"):
        give(cast.anna, "before", all_at(3), now)
    assert client.post(BEFORE, posted(3)).status_code == 422
    assert client.get(BEFORE)["Location"] == "/me/confidence/"
    assert [row for row in sheets() if row[3]] == []


def test_after_is_not_asked_before_the_last_module_that_is_needed(world, cast, sign_in, now):
    give(cast.anna, "before", all_at(3), now)
    complete(world, "reading", cast.anna, now)
    client = sign_in(cast.anna)
    assert client.get(AFTER)["Location"] == "/me/confidence/"
    assert AFTER not in client.get("/me/").content.decode()
    with pytest.raises(Refusal, match="They are closed now"):
        give(cast.anna, "after", all_at(3), now)


@pytest.mark.parametrize("settle", [posted(6), {"skip": "yes"}])
def test_after_is_asked_on_my_day_and_at_the_modules_end_until_settled(world, cast, sign_in, now, settle):
    give(cast.anna, "before", all_at(3), now)
    finish_what_gates(world, cast.anna, now)
    client = sign_in(cast.anna)
    for page in ("/me/", "/courses/groups/role/"):
        assert client.get(page).content.decode().count(AFTER) == 1
    assert client.post(AFTER, settle)["Location"] == "/me/confidence/"
    for page in ("/me/", "/courses/groups/role/"):
        assert client.get(page).content.decode().count(AFTER) == 0


def test_without_a_before_nobody_is_asked_to_compare(world, cast, sign_in, now):
    finish_what_gates(world, cast.anna, now)
    client = sign_in(cast.anna)
    assert AFTER not in client.get("/me/").content.decode()
    assert client.get(AFTER).status_code == 200


def test_four_weeks_later_it_is_too_late(world, cast, now):
    give(cast.anna, "before", all_at(3), now - AFTER_LASTS - timedelta(days=1))
    finish_what_gates(world, cast.anna, now - AFTER_LASTS)
    with pytest.raises(Refusal, match="closed now"):
        give(cast.anna, "after", all_at(6), now)
    assert give(cast.anna, "after", all_at(6), now - timedelta(seconds=1)).answers == all_at(6)


def test_an_address_that_is_no_moment_is_not_found(world, cast, sign_in):
    assert sign_in(cast.anna).get("/me/confidence/between/").status_code == 404


def test_every_question_is_a_fieldset_with_its_ends_said(world, cast, sign_in):
    page = sign_in(cast.anna).get(BEFORE).content.decode()
    assert page.count('aria-describedby="scale') == len(ITEMS)
    assert page.count("<fieldset") == page.count("<legend") == len(ITEMS) + 1
    assert page.count('id="scale"') == 1
    assert "0 means: not at all. 10 means: completely." in page
    assert "in plain words, whether they have thoughts of suicide" in page
