"""The editors' pages of export, reports and guide, on a phone and a desk: axe finds nothing, no other host is asked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, sign_in

PAGES = ("transfer/", "reports/texts/", "reports/progress/", "reports/questions/", "guide/")


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_the_pages_of_care(open_browser, width):
    page = sign_in(open_browser(width), "editor")
    found = {}
    for name in PAGES:
        page.goto(f"/admin/{name}")
        violations = Axe().run(page).response["violations"]
        found[name] = [(each["id"], each["nodes"][0]["html"][:200]) for each in violations]
    assert (found, page.watch.wrong) == ({name: [] for name in PAGES}, [])


def test_an_editor_saves_a_course_and_brings_in_a_copy(open_browser, tmp_path):
    page = sign_in(open_browser(DESK), "editor")
    page.goto("/admin/transfer/")
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("button", name="Export “Facilitating a peer group”").click()
    saved.value.save_as(tmp_path / "course.zip")
    page.get_by_label("Course as a zip").set_input_files(tmp_path / "course.zip")
    page.get_by_label("As a copy").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("All of it is a draft", exact=False)).to_be_visible(timeout=120_000)
