"""No screen is wider than the phone: not at 320 pixels, not with text at twice its size, whatever people are called."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from bench.screens import ROLES, Crawl, opened, screens
from tests.browser.conftest import CHROMIUM, QUIET, sign_in

LONGEST = (
    "UPDATE people_user SET first_name = 'Wilhelmina-Alexandrina'",
    "UPDATE people_user SET last_name = 'Featherstonehaugh-Cholmondeley ' || last_name",
    "UPDATE people_programme SET name = 'Severn and Northern Peninsula Deanery of Postgraduate Medicine: ' || name",
    "UPDATE groups_peergroup SET code_name = code_name || ' by the Old Waterworks and the Bridge'",
)
# Width in pixels, and whether somebody chose text of twice its size in their browser.
LAYOUTS = {"320 pixels": (320, False), "text at 200 %": (390, True)}
FEWEST = {"signed out": 6, "editor": 10}

WIDER_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
HAS_A_HEADER = "document.querySelector('.hf-header').checkVisibility()"
OUTSIDE = """selector => {
  const box = document.querySelector(selector).getBoundingClientRect()
  return box.width === 0 || box.left < 0 || box.right > document.documentElement.clientWidth
}"""


@pytest.fixture(scope="module")
def with_large_text(browser: Browser) -> Iterator[Browser]:
    large = ["--blink-settings=defaultFontSize=32"]
    chromium = browser.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *large])
    yield chromium
    chromium.close()


@pytest.fixture(params=LAYOUTS)
def page(request, browser, with_large_text, open_browser: Callable[..., Page]) -> Page:
    width, large = LAYOUTS[request.param]
    return open_browser({"width": width, "height": 844}, within=with_large_text if large else browser)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_scrolls_sideways_and_the_menu_is_in_reach(page, site, role):
    for statement in LONGEST:
        site.change(statement)
    if role != "signed out":
        sign_in(page, role)
    crawl, faults = Crawl(site.address, per_route=1, most_in_admin=0, every_step=False), {}
    for route, path in screens(page, crawl, role, lambda path: opened(page, site.address + path)):
        if found := what_leaves_the_screen(page):
            faults[route] = (path, found)
    assert faults == {}
    assert len(crawl.visits) >= FEWEST.get(role, 20)


@pytest.mark.parametrize("path", ["/readiness/issue/", "/readiness/", "/people/", "/people/supervisors/"])
def test_a_name_without_a_break_widens_no_list(site, open_browser: Callable[..., Page], path):
    site.change("UPDATE people_user SET last_name = 'Wolfeschlegelsteinhausenbergerdorff'")
    phone = open_browser({"width": 390, "height": 844})
    sign_in(phone, "coordinator")
    phone.goto(site.address + path)
    assert phone.evaluate(WIDER_BY) == 0


def test_the_menu_opens_below_its_button_and_inside_the_screen(page):
    sign_in(page, "coordinator")
    page.get_by_role("button", name="Menu").click()
    button, menu = (page.locator(part).bounding_box() for part in (".hf-menu-button", ".hf-nav"))
    assert button["y"] < menu["y"] < button["y"] + 2 * button["height"]
    assert not page.evaluate(OUTSIDE, ".hf-nav")
    page.get_by_role("link", name="Readiness", exact=True).click()
    page.wait_for_url("**/readiness/")


def what_leaves_the_screen(page: Page) -> list[str]:
    wider = page.evaluate(WIDER_BY)
    return [
        *([f"{wider} pixels wider than the screen"] if wider else []),
        # The screen that says to ring 999 has no header.
        *(["the menu's button"] if page.evaluate(HAS_A_HEADER) and page.evaluate(OUTSIDE, ".hf-menu-button") else []),
    ]
