"""The pages of sign-off, and what an editor reads before they publish: by axe, on a phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, sign_in
from tests.browser.test_narrow_screens import WIDER_BY

SLUG = "thursday-half-past-seven"
ASK = f"""
from courses.models import StepPage
from tests.courses.rounds import ask_again
from courses.rounds.models import RedoRound
print(ask_again(StepPage.objects.get(slug="{SLUG}")).pk)
"""


def faults(page: Page, where: str | None = None) -> list[str]:
    return [fault["id"] for fault in Axe().run(page, context=where).response["violations"]]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("account", ["clinical.lead", "editor"])
def test_the_pages_of_sign_off(open_browser, site, account, size):
    site.manage("shell", "-c", ASK)
    page = sign_in(open_browser(size), account)
    page.goto("/admin/sign-off/")
    found = {"desk": faults(page)}
    modules = page.locator("main h2 a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for address in modules:
        page.goto(address)
        found[address] = faults(page)
        assert page.evaluate(WIDER_BY) == 0
    page.goto("/admin/sign-off/")
    page.locator("main").get_by_role("link", name="half past seven").click()
    found["again"] = faults(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert page.evaluate(WIDER_BY) == 0


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_is_read_before_publishing(open_browser, site, size):
    ((number,),) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = ?", SLUG)
    page = sign_in(open_browser(size), "editor")
    page.goto(f"/admin/pages/{number}/edit/")
    page.get_by_label("Tell learners").check()
    page.get_by_label("What changed, in one line").fill("The hour is another.")
    expect(page.locator("#words-they-will-read")).to_have_text("The hour is another.")
    # Wagtail's own frame is Wagtail's.
    assert faults(page, "#panel-child-content-before_you_publish-section") == []
    page.goto(f"/admin/pages/{number}/unpublish/")
    assert faults(page, ".hf-consequences") == []
