"""Beside whoever has the other place: the best twenty, each with the times in common and the wishes, met or not."""

import re
from datetime import timedelta

from django.urls import reverse

from groups.apart.services import keep_apart
from groups.models import Facilitation
from tests.groups.availability.making import a_week
from tests.groups.pairing.drawing import somebody_waiting


def page_of(cast, sign_in, group) -> str:
    answer = sign_in(cast.cora).get(reverse("pairing:place", args=[group.pk]))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def anna_alone(cast) -> None:
    Facilitation.objects.filter(person=cast.ben).update(ends_at=cast.now - timedelta(days=1))
    a_week(cast.anna, cast.now, "mon 18:00-20:00", "thu 12:00-13:00")


def test_those_who_share_an_hour_are_listed_with_their_times(cast, sign_in):
    anna_alone(cast)
    somebody_waiting(cast, "Ida Berg", "mon 18:00-19:00", "thu 12:00-14:00")
    somebody_waiting(cast, "Jan Cole", "mon 19:00-19:30")
    page = page_of(cast, sign_in, cast.alder)
    assert "One person fits." in page
    assert "Monday 18:00 to 19:00" in page
    assert "two or more times in common" in page
    assert "neither is in another pair" in page
    assert "Jan Cole" not in page


def test_one_press_gives_the_place(cast, sign_in):
    anna_alone(cast)
    ida = somebody_waiting(cast, "Ida Berg", "mon 18:00-19:00")
    client = sign_in(cast.cora)
    assert f'value="{ida.pk}"' in client.get(reverse("pairing:place", args=[cast.alder.pk])).content.decode()
    client.post(reverse("groups:pair", args=[cast.alder.pk]), {"person": str(ida.pk)})
    assert Facilitation.objects.current(cast.now + timedelta(minutes=1)).filter(person=ida, group=cast.alder).exists()


def test_a_partner_without_a_week_is_asked_for_one(cast, sign_in):
    anna_alone(cast)
    cast.anna.availability.delete()
    somebody_waiting(cast, "Ida Berg", "mon 18:00-19:00")
    assert f"{cast.anna.name} has not said when they are free." in page_of(cast, sign_in, cast.alder)


def test_who_would_rather_not_is_not_proposed(cast, sign_in):
    anna_alone(cast)
    ida = somebody_waiting(cast, "Ida Berg", "mon 18:00-19:00")
    keep_apart(person=ida, other=cast.anna, now=cast.now)
    page = page_of(cast, sign_in, cast.alder)
    assert "Ida Berg" not in page
    assert "Nobody fits now" in page


def test_two_free_places_are_for_those_with_fewest_groups(cast, sign_in):
    Facilitation.objects.filter(group=cast.alder).update(ends_at=cast.now - timedelta(days=1))
    somebody_waiting(cast, "Ida Berg", "mon 18:00-19:00")
    page = page_of(cast, sign_in, cast.alder)
    assert "These could take a place." in page
    assert "Ida Berg" in page


def test_both_clocks_are_said_where_they_differ(cast, sign_in):
    anna_alone(cast)
    somebody_waiting(cast, "Ida Berg", "mon 18:00-22:00", zone="Europe/Berlin")
    page = page_of(cast, sign_in, cast.alder)
    assert "In winter, in London: Monday 18:00 to 20:00" in page
    assert "In winter, in Berlin: Monday 19:00 to 21:00" in page
