"""What stands on every page: the way in, the way around, the way to help, and the way out."""

from datetime import UTC, date, datetime, time

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from foundation.templatetags.holdfast import at, full_date, wall_time


def page(client, path: str = "/") -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def ways(html: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in html.find(id="hf-nav").find_all(["a", "button"])]


def test_somebody_signed_out_may_verify_and_sign_in(client, db):
    assert ways(page(client)) == ["Verify a certificate", "Sign in"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("anna", ["My logs", "Meetings", "Groups", "Concerns", "Certificates"]),
        ("sam", ["Desk", "Meetings", "Groups", "Concerns", "Certificates"]),
        ("cora", ["Groups", "Concerns", "Enquiries", "People", "Readiness", "Certificates"]),
        ("eddie", ["Certificates", "Admin"]),
    ],
)
def test_everybody_sees_the_ways_of_their_roles(cast, sign_in, name, expected):
    assert ways(page(sign_in(getattr(cast, name)))) == ["My day", "Learning", *expected, "Account", "Sign out"]


def test_signing_out_is_a_form_with_a_token(cast, sign_in):
    html = page(sign_in(cast.anna))
    form = html.find(id=html.find(id="hf-nav").button["form"])
    assert (form["method"], form["action"]) == ("post", "/accounts/logout/")
    assert form.find("input", {"name": "csrfmiddlewaretoken"})


@pytest.mark.parametrize("path", ["/", "/help/", "/privacy/", "/accounts/login/", "/nowhere/"])
def test_help_is_at_the_same_place_on_every_page(client, db, path):
    html = page(client, path)
    assert [a["href"] for a in html.header.select(".hf-header__row a")] == ["/", "/help/"]
    assert html.body.a.get_text(strip=True) == "Skip to the main content"
    assert len(html("h1")) == 1
    assert html.find(id="main").name == "main"


def test_the_page_that_is_open_says_so(client, db):
    html = page(client, "/help/")
    assert [(a["href"], a["aria-current"]) for a in html.select("[aria-current]")] == [("/help/", "page")]


def test_the_footer_says_that_nobody_is_watching(client, db):
    footer = page(client).footer
    said = footer.p.get_text(" ", strip=True)
    assert said == "Holdfast is not an emergency service and is not monitored. Who to ring"
    assert [a["href"] for a in footer("a")] == ["/help/", "/privacy/", "/accessibility/", "/verify/"]


def test_no_page_of_ours_needs_a_script_or_asks_another_host(client, db):
    html = page(client)
    assert html("script") == []
    sources = [tag.get("src") or tag.get("href") for tag in html(["link", "img"])]
    assert [source for source in sources if not source.startswith("/static/")] == []


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_says_on_every_page_that_it_is_one(client, db, settings, demo):
    settings.DEMO = demo
    assert bool(page(client).find(class_="hf-demo")) is demo


@pytest.mark.parametrize(("level", "role"), [(constants.SUCCESS, "status"), (constants.ERROR, "alert")])
def test_a_message_is_spoken(level, role):
    drawn = render_to_string("includes/messages.html", {"messages": [Message(level, "Kept.")]})
    html = BeautifulSoup(drawn, "html.parser")
    assert (html.div["role"], html.div.get_text(strip=True)) == (role, "Kept.")


def test_a_faulty_form_says_so_in_the_title(client, db):
    html = BeautifulSoup(client.post("/accounts/login/", {}).content, "html.parser")
    assert html.title.get_text(strip=True) == "Error: Sign in \u2013 Holdfast"


def test_times_are_in_words_and_in_local_time():
    assert wall_time(datetime(2026, 11, 3, 18, 30, tzinfo=UTC)) == "Tue 3 Nov, 18:30"
    assert wall_time(datetime(2026, 7, 7, 18, 30, tzinfo=UTC)) == "Tue 7 Jul, 19:30"
    assert wall_time(date(2026, 11, 3)) == "Tue 3 Nov"
    assert wall_time(None) == ""
    assert at(date(2026, 7, 7), time(18, 30)) == "Tue 7 Jul, 18:30"
    assert full_date(datetime(2026, 7, 7, 23, 30, tzinfo=UTC)) == "8 July 2026"


def test_a_public_page_costs_few_queries(client, db, django_assert_max_num_queries):
    client.get("/privacy/")
    with django_assert_max_num_queries(5):
        client.get("/privacy/")
