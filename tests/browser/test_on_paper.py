"""What somebody prints: their words over the whole width, in black on white, and nothing that wants to be pressed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_narrow_screens import WIDER_BY

STEP = "/courses/peer-support/your-role-and-its-edges/"
NOT_ON_PAPER = ".hf-header, .hf-demo, .hf-steps, .hf-back, button, .nhsuk-button, .hf-plain-button, .hf-motif"
SHOWN = "selector => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility()).length"
WIDTH = (
    "document.querySelector('.hf-main__column').getBoundingClientRect().width / document.documentElement.clientWidth"
)
# A sheet of A4 with margins of a centimetre, as Chromium lays it out.
A4 = {"width": 718, "height": 1047}
HEADS = "[...document.querySelectorAll('main thead')].map(head => getComputedStyle(head).display)"
COLOURS = """() => { const main = getComputedStyle(document.querySelector('.hf-main h1'))
  return [main.color, getComputedStyle(document.body).backgroundColor] }"""


def first_link(page: Page, listed_at: str, below: str) -> None:
    page.goto(listed_at)
    page.locator(f"main a[href^='{below}']").filter(has_text=re.compile(r"\w")).first.click()


@pytest.mark.parametrize(
    ("listed_at", "below"),
    [("/courses/", "/courses/"), ("/logs/", "/logs/"), ("/meetings/", "/meetings/")],
    ids=["a module", "a log", "a meeting"],
)
@pytest.mark.parametrize("night", ["light", "dark"])
def test_paper_has_the_words_and_nothing_to_press(open_browser, listed_at, below, night):
    page = open_browser(color_scheme=night)
    sign_in(page, "facilitator")
    first_link(page, listed_at, below)
    expect(page.locator("h1")).to_be_visible()
    page.emulate_media(media="print", color_scheme=night)
    assert page.evaluate(SHOWN, NOT_ON_PAPER) == 0
    assert page.evaluate(WIDTH) > 0.95
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("role", "page_of_tables", "heads"),
    [("coordinator", "/programme/report/", 7), ("coordinator", "/readiness/", 1), ("facilitator", "Your hours", 2)],
)
def test_tables_stay_tables_within_the_edges_of_a_sheet(open_browser, role, page_of_tables, heads):
    page = open_browser(A4)
    sign_in(page, role)
    if page_of_tables.startswith("/"):
        page.goto(page_of_tables)
    else:
        page.goto("/meetings/")
        page.get_by_role("link", name=page_of_tables).click()
    page.emulate_media(media="print")
    assert page.evaluate(HEADS) == ["table-header-group"] * heads
    assert (page.evaluate(SHOWN, NOT_ON_PAPER), page.evaluate(WIDER_BY)) == (0, 0)
