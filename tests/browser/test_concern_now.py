"""Somebody may be at risk now, and the doctor holds a phone: two taps tell everybody, then numbers, then words."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, sign_in


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_now_is_told_at_the_press_then_numbers_then_words(open_browser, script):
    page = sign_in(open_browser(PHONE, java_script_enabled=script), "facilitator")
    press_now(page)
    ring(page)
    page.get_by_role("link", name="Then: write a few words").click()
    write(page)
    expect(page.get_by_text("It has not been acknowledged yet.")).to_be_visible()
    deputy = sign_in(open_browser(PHONE), "deputy")
    expect(deputy.get_by_role("heading", name="Concerns with you")).to_be_visible()


def press_now(page: Page) -> None:
    page.goto("/concerns/raise/")
    expect(page.get_by_role("radio").first).to_have_value("now")
    page.get_by_label("Now: someone may be at risk, and no one has been rung yet").check()
    assert narrow(page)
    page.get_by_role("button", name="Go on").click()


def ring(page: Page) -> None:
    expect(page.get_by_role("heading", name="Ring 999 now")).to_be_in_viewport()
    expect(page.locator("main a[href='tel:999']").first).to_be_in_viewport()
    expect(page.get_by_text("Margaret Osei")).to_be_visible()
    assert narrow(page)


def write(page: Page) -> None:
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="Something needs your attention")).to_be_visible()
    page.get_by_label("999 or the emergency department").check()
    page.get_by_label("the safety of someone in the group").check()
    page.get_by_label("How and when can we reach you?").fill("07700 900123, now")
    assert narrow(page)
    page.get_by_role("button", name="Write it down").click()


def narrow(page: Page) -> bool:
    """Nothing is to the side of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"])
