"""A facilitator ticks a week; after 16 it is asked again, and shown as old until then; coordinators alone read it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from delivery.models import Effect
from delivery.reminders.services import remind
from foundation.days import local_day
from foundation.exports import exports
from foundation.refusals import Refusal
from groups.availability.models import Availability
from groups.availability.queries import old_availabilities
from groups.availability.services import confirm_availability, say_availability, take_back_availability
from groups.models import Facilitation
from tests.groups.availability.making import a_week, bits

URL = "/me/week/"
A_WEEK = timedelta(weeks=1)


def sent(client, **fields):
    """Send the form as it is shown, but for these fields."""
    page = BeautifulSoup(client.get(URL).content, "html.parser")
    form = page.select_one(f"form[action='{URL}']")
    held = {
        item["name"]: item.get("value", "")
        for item in form.select("input[type=hidden], input[type=text], input[type=date]")
    }
    for box in form.select("input[type=checkbox][checked]"):
        held.setdefault(box["name"], []).append(box["value"])
    return client.post(URL, held | fields)


def test_three_ticks_are_a_week(cast, sign_in):
    answer = sent(sign_in(cast.anna), day_1=["evening"], day_3=["lunch", "evening"])
    assert answer.status_code == 302
    kept = Availability.objects.get(person=cast.anna)
    assert kept.halves == bits("tue 18:00-21:00", "thu 12:00-14:00", "thu 18:00-21:00")
    assert kept.zone == "Europe/London"


def test_half_hours_say_it_more_exactly(cast, sign_in):
    a_week(cast.anna, cast.now, "tue 18:00-21:00")
    client = sign_in(cast.anna)
    sent(client, half=[str(half) for half in range(48 + 36, 48 + 40)])
    assert Availability.objects.get().halves == bits("tue 18:00-20:00")


def test_wrong_dates_lose_no_tick(cast, sign_in):
    answer = sent(sign_in(cast.anna), day_1=["evening"], half=["3"], not_before="2027-03-01", not_after="2027-02-01")
    assert answer.status_code == 422
    page = BeautifulSoup(answer.content, "html.parser")
    assert [box["value"] for box in page.select("input[type=checkbox][checked]")] == ["3", "evening"]
    assert "This is before the first day" in answer.content.decode()
    assert not Availability.objects.exists()


def test_no_tick_at_all_is_refused_with_what_to_do(cast, sign_in):
    answer = sent(sign_in(cast.anna))
    assert answer.status_code == 422
    assert "Tick at least one time" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"zone": "London"}, "London is not a time zone"), ({"half": ["336"]}, "336"), ({"day_1": ["night"]}, "night")],
)
def test_what_is_no_choice_is_refused(cast, sign_in, wrong, words):
    answer = sent(sign_in(cast.anna), **{"day_2": ["lunch"]} | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_facilitates_nowhere_says_no_week(cast, sign_in):
    with pytest.raises(Refusal):
        a_week(cast.tess, cast.now, "tue 18:00-20:00")
    assert "Only facilitators are paired" in sign_in(cast.tess).get(URL).content.decode()


def test_it_holds_for_sixteen_weeks_and_is_then_old_and_still_there(cast, sign_in):
    row = a_week(cast.anna, cast.now, "tue 18:00-20:00")
    last = local_day(cast.now + 16 * A_WEEK)
    assert (row.valid_until, row.is_old(last), row.is_old(last + timedelta(days=1))) == (last, False, True)
    Availability.objects.update(valid_until=local_day(cast.now) - timedelta(days=1))
    assert "than 16 weeks ago" in sign_in(cast.anna).get(URL).content.decode()
    assert "It is still right" in sign_in(cast.anna).get(URL).content.decode()
    shown = sign_in(cast.cora).get(reverse("availability:of_one", args=[row.pk])).content.decode()
    assert "Ask whether it is still right" in shown
    assert "18:00 to 20:00" in shown


def test_one_press_makes_it_hold_again(cast, sign_in):
    a_week(cast.anna, cast.now - 20 * A_WEEK, "tue 18:00-20:00")
    sign_in(cast.anna).post(reverse("availability:still_right"))
    assert Availability.objects.get().is_old(local_day(cast.now)) is False
    with pytest.raises(Refusal):
        confirm_availability(person=cast.ben, now=cast.now)


def test_an_old_week_is_asked_for_once_and_only_of_who_still_facilitates(cast):
    at = cast.now.replace(hour=10)
    for person in (cast.anna, cast.farah):
        a_week(person, cast.now - 17 * A_WEEK, "tue 18:00-20:00")
    a_week(cast.ben, cast.now, "tue 18:00-20:00")
    cast.farah.appointments.update(ends_at=cast.now - timedelta(days=1))
    assert [due.person for due in old_availabilities(cast.now, None)] == [cast.anna.pk]
    for days in range(5):
        remind(at + timedelta(days=days))
    told = Effect.objects.filter(kind="told:availability_old")
    assert [effect.recipient_id for effect in told] == [cast.anna.pk]


def test_taken_back_it_is_kept_nowhere(cast, sign_in):
    a_week(cast.anna, cast.now, "tue 18:00-20:00")
    sign_in(cast.anna).post(reverse("availability:take_back"))
    take_back_availability(person=cast.anna)
    assert not Availability.objects.exists()


def test_the_partner_and_the_supervisor_see_no_grid(cast):
    a_week(cast.anna, cast.now, "tue 18:00-20:00")
    seers = {name for name, person in cast.by_relation().items() if Availability.objects.visible_to(person, cast.now)}
    assert seers == {"owner", "coordinator"}


def test_my_day_asks_who_waits_for_a_place_and_whose_week_is_old(cast, sign_in):
    def asked(person):
        return "When you are free" in sign_in(person).get("/me/").content.decode()

    assert asked(cast.anna) is False
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now - timedelta(hours=1))
    assert asked(cast.anna) is True
    a_week(cast.anna, cast.now, "tue 18:00-20:00")
    assert asked(cast.anna) is False
    Availability.objects.update(valid_until=local_day(cast.now) - timedelta(days=1))
    assert asked(cast.anna) is True


def test_my_data_has_it_in_words(cast):
    say_availability(
        person=cast.anna,
        zone="Europe/London",
        week=bits("tue 18:00-20:00"),
        not_after=local_day(cast.now),
        grade="core",
        now=cast.now,
    )
    part = exports["availability"](cast.anna, cast.now)
    assert part["week"]["Tuesday"] == ["18:00-20:00"]
    assert part["not_after"] == local_day(cast.now).isoformat()
    assert part["grade"] == "core training, or specialty training years 1 to 3"
    assert exports["availability"](cast.ben, cast.now) is None
