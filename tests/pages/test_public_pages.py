"""The pages that anybody may read: only what is published, and a decent answer for everything else."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from pages.models import HomePage, StandardPage


@pytest.fixture
def home(db) -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def about(home) -> StandardPage:
    return home.add_child(instance=StandardPage(title="About", slug="about", body="<p>Who we are.</p>"))


def heading(client, path: str) -> str:
    return BeautifulSoup(client.get(path).content, "html.parser").h1.get_text(strip=True)


def test_the_first_page_opens_for_anybody(client, home):
    assert heading(client, "/") == home.title


FROM_THE_START = [("/privacy/", "Your data and who sees it"), ("/accessibility/", "Accessibility")]


@pytest.mark.parametrize(("path", "title"), FROM_THE_START)
def test_a_new_site_says_what_happens_with_data_and_who_can_use_it(client, db, path, title):
    assert heading(client, path) == title


def test_a_published_page_is_read_at_its_own_address(client, about):
    assert about.get_url() == "/about/" == reverse("wagtail_serve", args=("about/",))
    assert heading(client, "/about/") == "About"


def test_a_page_that_is_not_published_is_not_found(client, about):
    about.unpublish()
    assert client.get("/about/").status_code == 404


def test_a_page_under_one_that_is_not_published_is_not_found(client, about, home):
    # No door leads there (test_fixed_pages.py).
    HomePage.objects.filter(pk=home.pk).update(live=False)
    assert (client.get("/about/").status_code, client.get("/").status_code) == (404, 404)


def test_a_page_that_is_kept_private_is_not_found(client, about, cast, sign_in):
    group = PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.GROUPS)
    group.groups.add(Group.objects.create(name="Some"))
    assert (client.get("/about/").status_code, sign_in(cast.anna).get("/about/").status_code) == (404, 404)


def test_a_page_of_another_kind_is_not_found_here(client, home):
    home.add_child(instance=Page(title="Plain", slug="plain"))
    assert client.get("/plain/").status_code == 404


def test_a_draft_of_a_change_is_not_read(client, about):
    about.title = "Half a thought"
    about.save_revision()
    assert heading(client, "/about/") == "About"


def test_an_editor_previews_with_the_same_page(cast, about):
    about.title = "Half a thought"
    request = RequestFactory().get("/")
    request.user, request.now = cast.eddie, cast.now
    response = about.make_preview_request(request, about.default_preview_mode)
    assert BeautifulSoup(response.render().content, "html.parser").h1.get_text(strip=True) == "Half a thought"


def test_a_public_page_takes_no_post(client, about):
    assert {client.post(path).status_code for path in ("/", "/about/", "/robots.txt")} == {405}


def test_crawlers_are_kept_off_what_belongs_to_somebody(client, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /me/", "Disallow: /logs/", "Disallow: /verify/", "Disallow: /admin/"} - set(lines) == set()


def test_the_old_address_of_the_icon_leads_to_it(client, db):
    assert client.get("/favicon.ico")["Location"] == "/static/theme/mark.svg"


def test_what_is_not_found_says_what_to_do_next(client, cast, sign_in):
    assert heading(client, "/logs-of-somebody/") == "Page not found, or you don't have access"
    links = BeautifulSoup(sign_in(cast.anna).get("/nowhere/").content, "html.parser").main("a")
    assert [a["href"] for a in links] == ["/me/"]


def test_a_stale_form_says_that_nothing_is_lost(cast):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "anna@example.org", "password": "x"})
    html = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, html.h1.get_text()) == (403, "Your page was open for a long time")


@pytest.mark.parametrize(
    ("fault", "status", "title"),
    [
        (RuntimeError, 500, "Something broke, and it is our fault"),
        (SuspiciousOperation, 400, "We could not read that"),
        (PermissionDenied, 403, "You don't have permission to do this"),
    ],
)
def test_a_fault_gets_a_page_of_ours(db, monkeypatch, fault, status, title):
    """Raised where a view's own code would raise it."""

    def broken(request, path):
        raise fault

    monkeypatch.setattr("pages.views.find_page", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/privacy/")
    assert (response.status_code, BeautifulSoup(response.content, "html.parser").h1.get_text()) == (status, title)


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_the_pages_for_faults_need_neither_request_nor_database(name):
    html = BeautifulSoup(render_to_string(name), "html.parser")
    assert [link["href"] for link in html("link")] == ["/static/theme/theme.css", "/static/theme/holdfast.css"]
