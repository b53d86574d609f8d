"""On a phone, one of a pair moves this session and all later ones: listed before it is saved, and seen by the other."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_an_enquiry import expect_accessible
from tests.browser.test_journey import send


def test_this_one_and_all_later_ones_move_by_half_an_hour(open_browser):
    rhona = sign_in(open_browser(), "rhona")
    open_alder(rhona)
    before = planned(rhona)
    assert len(before) >= 4
    rhona.get_by_role("link", name=before[1]).click()
    expect_accessible(rhona)
    rhona.get_by_role("link", name="Change this one and later ones").click()
    after = [before[0], *(line.replace("19:00", "19:30") for line in before[1:])]
    change_the_start(rhona, before, after)
    assert planned(rhona) == after
    gareth = sign_in(open_browser(), "gareth")
    open_alder(gareth)
    assert planned(gareth) == after
    expect(gareth.locator("main")).to_contain_text("at 19:30")


def open_alder(page: Page) -> None:
    page.goto("/groups/")
    page.get_by_role("link", name="Alder").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alder")
    for fold in page.locator("summary", has_text="Those after them").all():
        fold.click()
    expect_accessible(page)


def planned(page: Page) -> list[str]:
    """As the page of the group lists them."""
    for fold in page.locator("details:not([open]) > summary", has_text="Those after them").all():
        fold.click()
    section = page.locator("h2:text-is('Planned') ~ ul").first.locator("h3")
    later = page.locator("details", has_text="Those after them").locator("h3")
    return [" ".join(line.split()) for line in [*section.all_inner_texts(), *later.all_inner_texts()]]


def change_the_start(page: Page, before: list[str], after: list[str]) -> None:
    page.get_by_label("This one and all later ones").check()
    page.get_by_label("Start", exact=True).fill("19:30")
    expect_accessible(page)
    send(page, name="Show me the sessions")
    lines = page.locator("main ul.nhsuk-list > li")
    moved = [f"{now}: moves, it was {was}" for was, now in zip(before[1:], after[1:], strict=True)]
    assert [" ".join(line.split()) for line in lines.all_inner_texts()][: len(moved)] == moved
    expect_accessible(page)
    send(page, name="Save these sessions")
    expect(page.get_by_text("Saved. These are the sessions to come.")).to_be_visible()
    expect_accessible(page)
