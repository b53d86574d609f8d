"""On a phone, a training programme director answers a request for protected time by a press."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_an_enquiry import expect_accessible
from tests.browser.test_journey import send


def test_a_request_is_agreed_by_a_press_and_the_coordinator_sees_it(open_browser):
    colin = sign_in(open_browser(), "director.dales")
    expect(colin.locator("main")).to_contain_text("1 request waits for your answer.")
    expect_accessible(colin)
    colin.get_by_role("link", name="Read and answer").click()
    expect(card(colin)).to_contain_text("Asked")
    # The names of groups are for those who work there.
    expect(colin.locator("main")).not_to_contain_text("Juniper")
    expect_accessible(colin)
    colin.get_by_role("link", name="Answer", exact=True).click()
    agree(colin)
    colin.goto("/me/")
    expect(colin.locator("main")).not_to_contain_text("waits for your answer")
    piotr = sign_in(open_browser(), "coordinator.dales")
    piotr.goto("/protected-time/")
    expect(card(piotr)).to_contain_text("Juniper")
    expect(card(piotr)).to_contain_text("Agreed")
    expect_accessible(piotr)


def card(page: Page) -> Locator:
    return page.locator("main li .hf-card", has_text="every second Wednesday, 18:00 to 19:00")


def agree(page: Page) -> None:
    """What was asked stands in the form: it needs the answer alone."""
    expect_accessible(page)
    page.get_by_label("Agree, for the days below").check()
    send(page, name="Send the answer")
    expect(page.get_by_text("Saved. The time is agreed.")).to_be_visible()
    expect(page.get_by_role("heading", name="Agreed")).to_be_visible()
    expect_accessible(page)
