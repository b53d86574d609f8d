"""What somebody prints: their words over the whole width, in black on white, and nothing that wants to be pressed."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

STEP = "/courses/peer-support/your-role-and-its-edges/"
NOT_ON_PAPER = ".hf-header, .hf-demo, .hf-steps, .hf-back, button, .nhsuk-button, .hf-plain-button, .hf-motif"
SHOWN = "selector => [...document.querySelectorAll(selector)].filter(part => part.checkVisibility()).length"
WIDTH = (
    "document.querySelector('.hf-main__column').getBoundingClientRect().width / document.documentElement.clientWidth"
)
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
