"""A step is renamed or taken down while somebody writes in it; a form comes with a file that nobody can take.

What was written is never lost: it is found at the new address, or on a page that keeps it.
"""

import http.client
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

PROMPT = "Your words"
SAVED = re.compile(r"Saved \d\d:\d\d$")
FIND = """
from courses.outline import current_outline
print(next(place.step.url for place in current_outline().places.values() if place.step.slug == "the-pull"))
"""
RENAME = """
from courses.models import StepPage
from tests.courses.world import publish_signed
page = StepPage.objects.get(slug="the-pull")
page.slug, page.title = "the-tug", "The tug"
publish_signed(page)
"""
TAKE_DOWN = """
from courses.models import StepPage
StepPage.objects.get(slug="the-pull").unpublish()
"""
MEGABYTE = 1024 * 1024
EDGE = "edge-of-a-part"


@pytest.fixture
def step(site) -> str:
    return site.manage("shell", "-c", FIND).split()[-1]


@pytest.fixture
def writing(phone, step) -> Page:
    """Imran's phone, on the step."""
    sign_in(phone, "imran")
    phone.goto(step)
    if "/confidence/" in phone.url:
        phone.goto(step)
    return phone


def box(page: Page):
    return page.get_by_label(PROMPT).first


def press_save(page: Page) -> None:
    """No navigation is waited for: where it leads is what the test is about."""
    page.locator(".hf-step").get_by_role("button", name="Save", exact=True).first.click()


def test_a_step_renamed_while_somebody_writes_keeps_their_words(writing, site, step):
    box(writing).fill("Before it was renamed.")
    expect(writing.locator("[data-words-line]").first).to_have_text(SAVED)
    site.manage("shell", "-c", RENAME)
    box(writing).fill("Before it was renamed. And after.")
    press_save(writing)
    expect(writing).to_have_url(re.compile(r"/the-tug/"))
    expect(writing.get_by_role("heading", level=1)).to_have_text("The tug")
    expect(box(writing)).to_have_value("Before it was renamed. And after.")
    writing.goto(step)
    expect(writing).to_have_url(re.compile(r"/the-tug/"))
    expect(box(writing)).to_have_value("Before it was renamed. And after.")


def test_a_step_taken_down_while_somebody_writes_shows_their_words(writing, site):
    site.manage("shell", "-c", TAKE_DOWN)
    box(writing).fill("Written on a page that is gone.")
    press_save(writing)
    expect(writing.get_by_role("heading", level=1)).to_have_text("Your words are kept")
    expect(writing.locator("main .hf-words")).to_have_text("Written on a page that is gone.")
    writing.goto("/words/")
    expect(writing.locator("main")).to_contain_text("Written on a page that is gone.")


def form_with_a_file(token: str, size: int) -> Iterator[bytes]:
    for name, value in (("csrfmiddlewaretoken", token), ("title", "What to do when somebody leaves")):
        yield f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    yield f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n\r\n'.encode()
    for _ in range(size // MEGABYTE):
        yield b"x" * MEGABYTE
    yield f"\r\n--{EDGE}--\r\n".encode()


@pytest.mark.parametrize(("megabytes", "announced"), [(100, True), (101, False), (2, False)])
def test_a_file_too_large_gets_a_sentence_and_the_rest_of_the_form_stays(phone, site, megabytes, announced):
    """Through the real server, as a browser announces it, and in pieces of which nobody says how many will come."""
    sign_in(phone, "imran")
    phone.goto("/me/data/")
    cookies = {cookie["name"]: cookie["value"] for cookie in phone.context.cookies()}
    token = phone.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    pieces = list(form_with_a_file(token, megabytes * MEGABYTE))
    headers = {
        "Content-Type": f"multipart/form-data; boundary={EDGE}",
        "Origin": site.address,
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }
    if announced:
        headers["Content-Length"] = str(sum(map(len, pieces)))
    door = http.client.HTTPConnection("localhost", site.port, timeout=60)
    door.request("POST", "/me/data/download/", body=iter(pieces), headers=headers, encode_chunked=not announced)
    answer = door.getresponse()
    page = answer.read().decode()
    if megabytes == 2:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
        return
    html = BeautifulSoup(page, "html.parser")
    assert (answer.status, html.h1.get_text()) == (413, "That file is too large")
    assert [kept.get_text().strip() for kept in html.main("textarea")] == ["What to do when somebody leaves"]
    assert html.main.find("a", class_="nhsuk-button")["href"] == "/me/data/download/"
