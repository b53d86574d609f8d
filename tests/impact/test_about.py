"""What a group is, where confidentiality stops, who supervises, how to complain and whom to ring: for participants."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from delivery.models import Effect
from people.models import Appointment, Role
from people.signing_in.models import Tally
from tests.groups.enquiries.making import confirmed, own_page
from tests.impact.saying import ABOUT, SAY, THANKS, asking_the_national_question, page, text

FROM = "192.0.2.80"
HEADINGS = [
    "What a group is",
    "What stays in the group",
    "When the facilitators may have to tell someone",
    "Who supervises the facilitators",
    "What is written down",
    "If something is wrong",
    "If you need someone now",
]


@pytest.fixture
def client(cast) -> Client:
    return Client(REMOTE_ADDR=FROM)


def test_the_page_says_what_a_participant_should_know(client):
    html = page(client.get(ABOUT))
    assert html.h1.get_text(" ", strip=True) == "About the groups of Thames Valley peer groups"
    assert [heading.get_text(strip=True) for heading in html.select("main h2")] == HEADINGS
    limits = html.find("h2", string=HEADINGS[2]).find_next("ul").get_text("|", strip=True).split("|")
    assert limits == [
        "You, a patient, a child or anyone else is at serious risk of harm.",
        "A doctor may not be safe to work.",
        "The law or a court requires it.",
    ]


def test_whom_to_ring_stands_above_everything_else(client):
    html = client.get(ABOUT).content.decode()
    assert 0 < html.index('class="hf-ring-line"') < html.index(HEADINGS[0])
    assert page(client.get(ABOUT)).select(".hf-main .hf-ring-line a[href='tel:999']") != []


def test_a_complaint_goes_where_the_programme_says(client, cast):
    organisation = cast.thames.organisation
    assert text(client.get(ABOUT)).count(f"{organisation} runs it: ask its switchboard or its website for") == 1
    asking_the_national_question(cast, reached_by="01632 960 001, weekdays 9 to 5")
    said = text(client.get(ABOUT))
    assert said.count("This is how you reach the programme: 01632 960 001, weekdays 9 to 5") == 1
    assert "switchboard" not in said


def test_it_is_of_a_programme_and_names_nobody_and_no_group(client, cast):
    said = client.get(ABOUT).content.decode()
    people = Appointment.objects.filter(programme=cast.thames).select_related("person")
    names = {appointment.person.last_name for appointment in people} | {"Alder", "Birch"}
    assert Appointment.objects.filter(programme=cast.thames, role=Role.SUPERVISOR).exists()
    assert [name for name in sorted(names) if name in said] == []
    assert client.get("/say/nowhere/about/").status_code == 404


# The way to it --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [SAY, THANKS, f"{SAY}twice/"])
def test_the_pages_for_participants_lead_to_it(client, address):
    assert len(page(client.get(address)).select(f'main a[href="{ABOUT}"]')) == 1


def test_whoever_asks_about_a_group_finds_that_of_each_programme(client, cast):
    links = page(client.get("/enquire/")).select('main a[href^="/say/"]')
    assert [link["href"] for link in links] == ["/say/dales/about/", ABOUT]
    enquiry = confirmed(cast)
    links = page(client.get(own_page(enquiry))).select('main a[href^="/say/"]')
    assert [link["href"] for link in links] == [ABOUT]


def test_it_leads_back_to_both(client):
    links = [link["href"] for link in page(client.get(ABOUT)).select("main li a")]
    assert links == ["/enquire/", SAY]


# No trace -------------------------------------------------------------------------------------------------------------


def test_whoever_is_signed_in_is_nobody_there_and_nothing_is_written(client, cast, caplog):
    client.force_login(cast.anna)
    before = (Session.objects.count(), Tally.objects.count(), Effect.objects.count())
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(ABOUT)
    assert "Sign out" not in text(response)
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    assert [query["sql"] for query in asked if "session" in query["sql"] or "people_user" in query["sql"]] == []
    assert (Session.objects.count(), Tally.objects.count(), Effect.objects.count()) == before
    assert FROM not in caplog.text
    assert (dict(response.cookies), response["Cache-Control"]) == ({}, "no-store, private")


def test_it_works_without_a_script_and_asks_nobody_else(client):
    html = page(client.get(ABOUT))
    assert (html("script"), html("form")) == ([], [])
    outside = [tag for tag in html.select("[src], link[href]") if "//" in (tag.get("src") or tag.get("href"))]
    assert outside == []


def test_reading_it_changes_nothing_and_nothing_else_is_taken(client):
    assert [client.post(ABOUT).status_code, client.put(ABOUT).status_code] == [405, 405]
