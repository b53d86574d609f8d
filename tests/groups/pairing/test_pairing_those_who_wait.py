"""A draft that a coordinator accepts row by row: accepted rows stay, the rest is matched again, nobody is placed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from delivery.models import Effect
from delivery.services import deliver_due
from foundation.days import local_day
from foundation.refusals import Refusal
from groups.apart.services import keep_apart
from groups.availability.models import Availability
from groups.models import Facilitation
from groups.pairing.models import Pairing, PairingRow
from groups.pairing.services import accept_row, ask_for_pairs, match_those_who_wait, release_row, set_up_group
from tests.groups.pairing.drawing import matched, somebody_waiting

URL = "/pairing/"


def names(rows) -> list[set[str]]:
    return sorted(({row.first.first_name, row.second.first_name} for row in rows), key=min)


def text_of(client, url=URL) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", client.get(url).content.decode()))


@pytest.fixture
def four(cast):
    """Ida and Jan share Mondays, Jan and Kit Tuesdays, Kit and Liv Wednesdays."""
    return [
        somebody_waiting(cast, "Ida Berg", "mon 18:00-20:00"),
        somebody_waiting(cast, "Jan Cole", "mon 18:00-20:00", "tue 18:00-20:00"),
        somebody_waiting(cast, "Kit Dale", "tue 18:00-20:00", "wed 18:00-20:00"),
        somebody_waiting(cast, "Liv Egan", "wed 18:00-20:00"),
    ]


def test_all_four_find_a_partner_and_nobody_is_placed(cast, four):
    pairing = matched(cast)
    assert names(pairing.rows.all()) == [{"Ida", "Jan"}, {"Kit", "Liv"}]
    assert not Facilitation.objects.filter(person__in=four).exists()
    assert pairing.is_under_way is False


def test_the_page_says_why_and_when(cast, four, sign_in):
    matched(cast)
    page = text_of(sign_in(cast.cora))
    assert "2 pairs" in page
    assert "Monday 18:00 to 20:00" in page
    assert "one time in common only" in page


def test_asking_is_one_press_and_the_worker_does_it(cast, four, sign_in):
    client = sign_in(cast.cora)
    day = local_day(cast.now) + timedelta(days=7)
    assert client.post(URL, {"programme": cast.thames.slug, "starts_on": day.isoformat()}).status_code == 302
    assert "Being worked out" in text_of(client)
    deliver_due(cast.now + timedelta(minutes=1), most=200)
    page = text_of(client)
    assert "Being worked out" not in page
    assert "2 pairs" in page


def test_a_past_day_is_refused_and_stays_in_the_form(cast, sign_in):
    day = (local_day(cast.now) - timedelta(days=1)).isoformat()
    answer = sign_in(cast.cora).post(URL, {"programme": cast.thames.slug, "starts_on": day})
    assert answer.status_code == 422
    assert "Choose today or a later day" in answer.content.decode()
    assert day in answer.content.decode()
    assert not Pairing.objects.exists()


def test_an_accepted_row_stays_while_the_rest_is_matched_again(cast, four):
    pairing = matched(cast)
    row = next(row for row in pairing.rows.all() if four[0].pk in row.people)
    accept_row(row=row, by=cast.cora, now=cast.now)
    mia = somebody_waiting(cast, "Mia Ford", "mon 18:00-20:00")
    deliver_due(cast.now + timedelta(minutes=1), most=200)
    assert PairingRow.objects.get(pk=row.pk).accepted_at == cast.now
    assert pairing.rows.count() == 2
    assert mia.pk not in {key for one in pairing.rows.all() for key in one.people}


def test_taken_back_all_are_matched_again(cast, four):
    pairing = matched(cast)
    row = pairing.rows.first()
    accept_row(row=row, by=cast.cora, now=cast.now)
    release_row(row=row, by=cast.cora, now=cast.now)
    deliver_due(cast.now + timedelta(minutes=1), most=200)
    assert names(pairing.rows.all()) == [{"Ida", "Jan"}, {"Kit", "Liv"}]
    assert not pairing.rows.accepted().exists()


def test_who_fits_no_more_is_not_accepted_and_the_reason_stays_private(cast, four):
    pairing = matched(cast)
    row = pairing.rows.first()
    keep_apart(person=row.second, other=row.first, now=cast.now)
    with pytest.raises(Refusal, match="can no longer be paired"):
        accept_row(row=row, by=cast.cora, now=cast.now)


def test_a_row_that_was_matched_away_is_refused(cast, four):
    pairing = matched(cast)
    row = pairing.rows.first()
    PairingRow.objects.all().delete()
    with pytest.raises(Refusal):
        accept_row(row=row, by=cast.cora, now=cast.now)


def test_only_a_coordinator_of_the_programme_asks_and_accepts(cast, four):
    row = matched(cast).rows.first()
    for verb in (accept_row, release_row):
        with pytest.raises(Refusal):
            verb(row=row, by=cast.odette, now=cast.now)
    with pytest.raises(Refusal):
        ask_for_pairs(programme=cast.thames, by=cast.anna, starts_on=local_day(cast.now), now=cast.now)


def test_setting_up_their_group_places_both_once(cast, four, sign_in):
    row = matched(cast).rows.first()
    url = reverse("pairing:group", args=[row.pk])
    client = sign_in(cast.cora)
    assert client.post(url, {"code_name": "Hazel"}).status_code == 422
    accept_row(row=row, by=cast.cora, now=cast.now)
    assert client.post(url, {"code_name": "Alder"}).status_code == 422
    assert client.post(url, {"code_name": "Hazel"}).status_code == 302
    group = set_up_group(row=row, by=cast.cora, code_name="Rowan", now=cast.now)
    assert group.code_name == "Hazel"
    assert {place.person_id for place in Facilitation.objects.filter(group=group)} == set(row.people)
    with pytest.raises(Refusal):
        release_row(row=row, by=cast.cora, now=cast.now)
    assert row.first.name not in text_of(client)


def test_the_effect_twice_is_once_and_an_overtaken_one_changes_nothing(cast, four):
    pairing = matched(cast)
    before = set(pairing.rows.values_list("pk", flat=True))
    effect = Effect.objects.filter(kind="groups.pairing").first()
    match_those_who_wait(effect, cast.now)
    assert set(pairing.rows.values_list("pk", flat=True)) == before


def test_same_people_same_pairs(cast, four):
    first = names(matched(cast).rows.all())
    assert names(matched(cast).rows.all()) == first


def test_who_is_left_over_reads_the_tightest_reason(cast, four, sign_in):
    somebody_waiting(cast, "Nia Gold", "sun 07:00-09:00")
    somebody_waiting(cast, "Oz Hart")
    somebody_waiting(cast, "Pia Ives", "mon 18:00-20:00", authorised=False)
    matched(cast)
    page = text_of(sign_in(cast.cora))
    assert "2 partners, if they were free on Monday: Evening, 18:00 to 21:00." in page
    assert "Oz Hart has not said when they are free" in page
    assert "Pia Ives is not authorised by that day. Without that, 2 people would fit." in page


def test_a_wish_to_be_apart_is_nowhere_on_the_page(cast, sign_in):
    ida = somebody_waiting(cast, "Ida Berg", "mon 18:00-20:00")
    jan = somebody_waiting(cast, "Jan Cole", "mon 18:00-20:00")
    keep_apart(person=ida, other=jan, now=cast.now)
    assert not matched(cast).rows.exists()
    page = text_of(sign_in(cast.cora))
    assert page.count("Nobody who waits fits them") == 2
    assert "apart" not in page


def test_old_times_are_said_to_be_old_and_still_count(cast, four, sign_in):
    Availability.objects.filter(person=four[0]).update(valid_until=local_day(cast.now) - timedelta(days=1))
    assert names(matched(cast).rows.all()) == [{"Ida", "Jan"}, {"Kit", "Liv"}]
    assert "Times are old Ida Berg" in text_of(sign_in(cast.cora))


def test_an_opened_row_says_what_else_costs(cast, four, sign_in):
    pairing = matched(cast)
    row = next(row for row in pairing.rows.all() if {row.first.first_name, row.second.first_name} == {"Ida", "Jan"})
    page = text_of(sign_in(cast.cora), reverse("pairing:instead", args=[row.pk]))
    assert "Leaves without a partner: Ida Berg, Liv Egan" in page


def test_who_has_left_or_has_a_place_is_in_no_row(cast, four, sign_in):
    matched(cast)
    four[0].appointments.update(ends_at=cast.now)
    page = text_of(sign_in(cast.cora))
    assert "Ida Berg" not in page
    assert "One pair" in page


@pytest.mark.parametrize("more", [0, 10])
def test_as_many_queries_however_many_wait(cast, sign_in, more, django_assert_max_num_queries):
    for number in range(2 + more):
        somebody_waiting(cast, f"{chr(97 + number)}da Wait", "mon 18:00-20:00")
    matched(cast)
    client = sign_in(cast.cora)
    client.get(URL)
    with django_assert_max_num_queries(26):
        client.get(URL)
