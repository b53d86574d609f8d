"""Whom to ring: on one page for everybody, the most urgent first, and honest about what was checked."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.template import Context, Template

from directory.models import HelpService
from directory.seed import SERVICES, seed_directory
from directory.templatetags.directory import dial

TODAY = date(2026, 11, 23)


def add(name: str, strength: str, **facts) -> HelpService:
    facts = {"what_for": "Talking", "hours": "Always", "nations": "England", "last_checked": TODAY} | facts
    return HelpService.objects.create(name=name, strength=strength, **facts)


def help_page(client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/help/").content, "html.parser")


def test_it_opens_for_anybody_and_the_most_urgent_comes_first(client, db):
    add("A counsellor", "soon", position=1)
    add("A listener", "urgent", position=9)
    add("A crisis line", "urgent", position=2)
    add("An ambulance", "emergency", position=50)
    html = help_page(client)
    assert [h.get_text(strip=True) for h in html.select(".hf-care h2")] == [
        "In danger now",
        "Today or tonight",
        "When you want to talk",
    ]
    assert [h.get_text(strip=True) for h in html("h3")] == [
        "An ambulance",
        "A crisis line",
        "A listener",
        "A counsellor",
    ]


def test_numbers_can_be_rung_and_texted_from_a_phone(client, db):
    add("Line", "urgent", phone="111, then option 2", text_number="85258")
    assert [(a["href"], a.get_text(strip=True)) for a in help_page(client).select(".hf-dial")] == [
        ("tel:111", "Ring111, then option 2"),
        ("sms:85258", "Text 85258"),
    ]


SHOWN = [("0330 123 1245", "03301231245"), ("111, then option 2", "111"), ("999", "999")]


@pytest.mark.parametrize(("shown", "dialled"), SHOWN)
def test_a_phone_dials_the_figures_alone(shown, dialled):
    assert dial(shown) == dialled


def facts(client) -> list[str]:
    return [p.get_text(" ", strip=True) for p in help_page(client).select(".hf-services .hf-meta")]


def test_each_service_says_its_hours_its_nation_and_when_it_was_checked(client, db, now):
    add(
        "Line",
        "soon",
        phone="1",
        hours="Monday to Friday",
        nations="Wales",
        audience="doctors",
        last_checked=now.date(),
    )
    assert facts(client) == ["Monday to Friday. Wales. For doctors.", f"Last checked {now.day} {now:%B %Y}."]


@pytest.mark.parametrize(("days", "words"), [(90, "Last checked"), (91, "This number was last checked on")])
def test_a_number_that_was_not_checked_for_90_days_says_so(client, db, now, days, words):
    add("Line", "soon", phone="1", last_checked=now.date() - timedelta(days=days))
    assert facts(client)[1].startswith(words)


def test_an_empty_directory_still_gives_the_one_number(client, db):
    assert [a["href"] for a in help_page(client).select(".hf-dial")] == ["tel:999"]


def test_a_changed_number_shows_at_once(client, db):
    line = add("Line", "urgent", phone="1")
    help_page(client)
    line.phone = "2"
    line.save()
    assert [a["href"] for a in help_page(client).select(".hf-dial")] == ["tel:2"]


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_for_1_and_for_30(client, db, number, django_assert_num_queries):
    for n in range(number):
        add(f"Line {n}", ["emergency", "urgent", "soon"][n % 3], phone=str(n))
    client.get("/help/")
    with django_assert_num_queries(1):
        client.get("/help/")


def test_looking_leaves_no_trace(client, db):
    response = client.get("/help/")
    assert (response.cookies.output(), Session.objects.count()) == ("", 0)


def test_the_short_list_holds_what_to_ring_now(db, django_assert_num_queries):
    add("Ambulance", "emergency", phone="999")
    add("Listener", "urgent", text_number="85258")
    add("Counsellor", "soon", phone="3")
    with django_assert_num_queries(1):
        drawn = Template("{% load directory %}{% ring_now %}").render(Context())
    links = [a["href"] for a in BeautifulSoup(drawn, "html.parser")("a")]
    assert links == ["tel:999", "sms:85258", "/help/"]


def test_a_new_site_starts_with_services_that_nobody_has_checked_yet(client, db):
    assert seed_directory(TODAY) == len(SERVICES)
    assert {service.needs_checking(TODAY) for service in HelpService.objects.all()} == {True}


def test_the_demo_shows_them_checked_but_for_one(db):
    seed_directory(TODAY, rehearsal=True)
    overdue = [service.name for service in HelpService.objects.all() if service.needs_checking(TODAY)]
    assert overdue == ["NHS Practitioner Health"]


def test_seeding_never_touches_what_an_editor_wrote(db):
    add("Ours", "soon")
    assert seed_directory(TODAY) == 0
    assert [service.name for service in HelpService.objects.all()] == ["Ours"]


def test_every_seeded_service_can_be_reached_and_says_when_and_where(db):
    seed_directory(TODAY)
    for service in HelpService.objects.all():
        service.full_clean()
        assert service.phone or service.text_number
        assert service.hours
        assert service.nations
