"""A content editor changes a step in Wagtail's admin, looks at it as a learner, and publishes it quietly or aloud.

The watch over these pages also counts requests to other hosts: the editor's pages make none either.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, sign_in
from tests.running import Site

SLUG = "thursday-half-past-seven"
STEP = f"/courses/facilitating-a-peer-group/your-role-and-its-edges/{SLUG}/"
SIGN = f"""
from courses.models import StepPage
from tests.courses.world import sign
sign(StepPage.objects.get(slug="{SLUG}").get_parent().specific)
"""
NOTE = "The group now meets at half past seven in every season."


@pytest.fixture
def editing(open_browser, site) -> Page:
    """Helen, with the first step open in the editor."""
    page = sign_in(open_browser(DESK), "editor")
    ((number,),) = site.rows("SELECT id FROM wagtailcore_page WHERE slug = ?", SLUG)
    page.goto(f"/admin/pages/{number}/edit/")
    return page


def retitle(page: Page, title: str) -> None:
    page.locator("#id_title").fill(title)


def publish(page: Page, site: Site) -> None:
    """Saved as a draft, read by the clinical lead, and published."""
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("has been updated", exact=False).first).to_be_visible()
    site.manage("shell", "-c", SIGN)
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("has been published", exact=False).first).to_be_visible()


def as_a_learner(page: Page) -> Page:
    """Amara finished this step long ago."""
    page.goto(STEP)
    return page


def test_a_quiet_change_is_read_and_nobody_is_told(editing, open_browser, site):
    retitle(editing, "Thursday, 19:30")
    publish(editing, site)
    amara = as_a_learner(sign_in(open_browser(PHONE), "facilitator"))
    expect(amara.get_by_role("heading", level=1)).to_have_text("Thursday, 19:30")
    expect(amara.get_by_text("You finished this step")).to_be_visible()
    expect(amara.get_by_text("New since you finished")).to_have_count(0)


def test_learners_are_told_when_the_editor_says_so_and_stay_complete(editing, open_browser, site):
    editing.get_by_label("Tell learners").check()
    editing.locator("#id_change_note").fill(NOTE)
    publish(editing, site)
    amara = as_a_learner(sign_in(open_browser(PHONE), "facilitator"))
    expect(amara.get_by_text("New since you finished")).to_be_visible()
    expect(amara.get_by_text(NOTE)).to_be_visible()
    expect(amara.get_by_text("You finished this step")).to_be_visible()


def test_a_draft_is_seen_in_the_preview_and_by_no_learner(editing, open_browser):
    retitle(editing, "A title that is not out yet")
    editing.get_by_role("button", name="Toggle preview").click()
    preview = editing.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("A title that is not out yet")
    amara = as_a_learner(sign_in(open_browser(PHONE), "facilitator"))
    expect(amara.get_by_role("heading", level=1)).to_have_text("Thursday, half past seven")


def test_a_handout_is_picked_for_a_step_and_saved_by_a_learner(editing, open_browser, site):
    editing.get_by_role("button", name="Insert a block").first.click()
    editing.get_by_role("option", name="Handout").click()
    editing.get_by_role("button", name="Choose a handout").click()
    editing.locator(".modal-content").get_by_role("link", name="Escalation card").click()
    expect(editing.get_by_text("Escalation card").first).to_be_visible()
    publish(editing, site)
    amara = as_a_learner(sign_in(open_browser(PHONE), "facilitator"))
    with amara.expect_download() as saved:
        amara.locator(".hf-handout a").click()
    assert saved.value.suggested_filename == "escalation-card.pdf"
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")


def test_the_editors_pages_ask_no_other_host(editing):
    for path in (
        "/admin/",
        "/admin/pages/",
        "/admin/images/",
        "/admin/help-services/",
        "/admin/handouts/",
        "/admin/account/",
    ):
        editing.goto(path)
        editing.wait_for_load_state("networkidle")
    assert editing.watch.wrong == []
