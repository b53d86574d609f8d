"""Orders, piles, checklists and ratings: kept as they were given, told what we think only afterwards."""

import pytest

from courses.content_entries import fixed_id
from courses.progress.models import CheckAnswer
from tests.courses.world import answer_url

CRIES, GAS = fixed_id("cries"), fixed_id("gas")
STAY, RING, DEBRIEF = fixed_id("stay"), fixed_id("ring"), fixed_id("debrief")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def post(client, world, slug, key, fields):
    return client.post(answer_url(world, slug, key), fields)


def page_of(client, world, slug):
    return client.get(world.url(slug)).content.decode()


def test_where_we_would_put_the_cards_shows_only_once_all_are_placed(client, world):
    assert "Tears are ordinary." not in page_of(client, world, "placing")
    response = post(client, world, "placing", "piles", {f"place-{CRIES}": "Not ours"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Choose a place for every card" in page
    assert "<option selected>Not ours</option>" in page
    assert "Tears are ordinary." not in page
    post(client, world, "placing", "piles", {f"place-{CRIES}": "Not ours", f"place-{GAS}": "Not ours"})
    page = page_of(client, world, "placing")
    assert ("Tears are ordinary." in page, "We would say: Ours" in page, page.count("So would we")) == (True, True, 1)
    assert CheckAnswer.objects.get().chosen == {"places": {CRIES: "Not ours", GAS: "Not ours"}}


def test_an_order_takes_each_number_once(client, world):
    twice = {f"place-{STAY}": "1", f"place-{RING}": "1", f"place-{DEBRIEF}": "3"}
    response = post(client, world, "placing", "order", twice)
    assert (response.status_code, CheckAnswer.objects.filter(attempts__gt=0).count()) == (422, 0)
    assert "Two cards have the same number." in response.content.decode()
    post(client, world, "placing", "order", twice | {f"place-{RING}": "2"})
    assert page_of(client, world, "placing").count("So would we") == 3


def test_an_order_is_not_shown_in_the_right_order(world):
    from tests.courses.world import exercise_of

    exercise = exercise_of(world.place("placing"), "order")
    shown = [card.id for card in exercise.shown("anna")]
    assert sorted(shown) == sorted([STAY, RING, DEBRIEF])
    assert shown == [card.id for card in exercise.shown("anna")]
    assert shown != [STAY, RING, DEBRIEF]


def test_ticks_come_and_go_until_all_is_done_that_can_be(client, world):
    aloud, warned, partner = fixed_id("aloud"), fixed_id("warned"), fixed_id("partner")
    post(client, world, "reflecting", "checklist", {"ticked": [aloud, partner]})
    stored = CheckAnswer.objects.get()
    assert (stored.chosen, stored.passed) == ({"ticked": [aloud, partner]}, False)
    post(client, world, "reflecting", "checklist", {"ticked": [warned, aloud]})
    stored.refresh_from_db()
    assert (stored.chosen, stored.passed) == ({"ticked": [aloud, warned]}, True)
    page = page_of(client, world, "reflecting")
    assert [f'value="{key}" checked' in page for key in (aloud, warned, partner)] == [True, True, False]
    assert page.count("I told my partner (this can come later)") == 1


@pytest.mark.parametrize("value", ["", "11", "-1", "3.5", "٣", "x" * 9999])
def test_a_rating_is_a_whole_number_from_0_to_10(client, world, value):
    response = post(client, world, "reflecting", "rating", {"value": value})
    assert (response.status_code, CheckAnswer.objects.count()) == (422, 0)


def test_a_rating_can_be_changed(client, world):
    post(client, world, "reflecting", "rating", {"value": "3"})
    post(client, world, "reflecting", "rating", {"value": "10"})
    assert list(CheckAnswer.objects.values_list("chosen", "attempts")) == [({"value": 10}, 2)]
    assert "Kept: 10" in page_of(client, world, "reflecting")


@pytest.mark.parametrize(
    ("slug", "key", "fields"),
    [
        ("placing", "piles", {f"place-{CRIES}": "Theirs", f"place-{GAS}": "Ours"}),
        ("placing", "order", {f"place-{STAY}": "0", f"place-{RING}": "2", f"place-{DEBRIEF}": "3"}),
        ("reflecting", "checklist", {"ticked": ["made-up"]}),
        ("acting", "scenario", {"option": "made-up"}),
    ],
)
def test_what_was_never_offered_is_refused(client, world, slug, key, fields):
    response = post(client, world, slug, key, fields)
    assert (response.status_code, CheckAnswer.objects.filter(attempts__gt=0).count()) == (422, 0)


def test_signing_in_again_leads_back_to_the_exercise(client, world):
    response = client.get(answer_url(world, "placing", "piles"))
    assert response["Location"] == f"{world.url('placing')}#exercise-{fixed_id('piles')}"
