"""A supervisor writes down on which days they had supervision themselves; nobody else learns of it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidential.models import AccessEntry
from foundation.days import local_day
from foundation.exports import exports
from foundation.refusals import Refusal
from people.models import Appointment, Role
from supervision.own.models import OwnSupervision
from supervision.own.services import add_day, take_off

URL = "/me/own-supervision/"


def shown(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser").main
    return [row.find("span").get_text() for row in page.find_all("div", class_="hf-row")]


@pytest.fixture
def today(cast):
    return local_day(cast.now)


def test_a_day_is_added_and_removed(cast, sign_in, today):
    sam = sign_in(cast.sam)
    assert sam.post(URL, {"day": today.isoformat()})["Location"] == URL
    row = OwnSupervision.objects.get()
    assert (row.person, row.day) == (cast.sam, today)
    assert len(shown(sam.get(URL))) == 1
    assert sam.post(reverse("own_supervision:take_off", args=[row.pk]))["Location"] == URL
    assert shown(sam.get(URL)) == []


def test_the_last_day_comes_first(cast, sign_in, today):
    for days in (9, 2, 30):
        add_day(person=cast.sam, day=today - timedelta(days=days), now=cast.now)
    found = OwnSupervision.objects.visible_to(cast.sam, cast.now).order_by("-day").values_list("day", flat=True)
    assert list(found) == [today - timedelta(days=days) for days in (2, 9, 30)]


def test_twice_is_once(cast, today):
    first, again = (add_day(person=cast.sam, day=today, now=cast.now) for _ in range(2))
    assert first == again
    take_off(row=first)
    take_off(row=first)
    assert not OwnSupervision.objects.exists()


def test_a_day_ahead_is_refused_and_stays_in_the_form(cast, sign_in, today):
    tomorrow = today + timedelta(days=1)
    page = sign_in(cast.sam).post(URL, {"day": tomorrow.isoformat()})
    assert page.status_code == 422
    assert page.context["form"].errors["day"] == [
        "Enter today or a day before. Add a meeting that is ahead once you have had it."
    ]
    assert page.context["form"]["day"].value() == tomorrow.isoformat()
    with pytest.raises(Refusal):
        add_day(person=cast.sam, day=tomorrow, now=cast.now)


def test_another_supervisor_neither_sees_nor_removes_it(cast, sign_in, today):
    row = add_day(person=cast.sam, day=today, now=cast.now)
    stella = sign_in(cast.stella)
    assert shown(stella.get(URL)) == []
    assert stella.post(reverse("own_supervision:take_off", args=[row.pk])).status_code == 404
    assert OwnSupervision.objects.get() == row


def test_who_supervises_no_longer_keeps_their_list(cast, sign_in, today):
    add_day(person=cast.sam, day=today, now=cast.now)
    Appointment.objects.filter(person=cast.sam, role=Role.SUPERVISOR).update(ends_at=cast.now)
    assert len(shown(sign_in(cast.sam).get(URL))) == 1


def test_it_leaves_no_trail_and_is_in_ones_own_data(cast, today):
    add_day(person=cast.sam, day=today, now=cast.now)
    assert not AccessEntry.objects.filter(actor=cast.sam).exists()
    assert exports["own_supervision"](cast.sam, cast.now) == [today.isoformat()]
    assert exports["own_supervision"](cast.stella, cast.now) == []


def test_it_asks_as_often_for_thirty_days_as_for_one(cast, sign_in, today):
    sam = sign_in(cast.sam)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sam.get(URL).status_code == 200
        return len(queries)

    add_day(person=cast.sam, day=today, now=cast.now)
    asked()
    few = asked()
    for days in range(1, 30):
        add_day(person=cast.sam, day=today - timedelta(days=days), now=cast.now)
    assert asked() == few
