"""On a phone, a coordinator pairs those who wait, accepts one row and sets up its group."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_an_enquiry import expect_accessible
from tests.browser.test_journey import NOW, send

BEGINS = (NOW + timedelta(days=21)).date()


def test_one_of_those_pairs_that_were_found_gets_a_group(phone: Page):
    sign_in(phone, "coordinator.dales")
    phone.goto("/groups/")
    expect_accessible(phone)
    phone.get_by_role("link", name="Pair those who wait").click()
    match_again(phone)
    first = phone.locator("li .hf-card", has=phone.get_by_role("button", name="Accept")).first
    pair = first.get_by_role("heading").inner_text().split(" with ")
    send(first, name=re.compile("^Accept"))
    expect(phone.locator("li .hf-card", has_text="Accepted")).to_contain_text(" with ".join(pair))
    expect_accessible(phone)
    set_up_the_group(phone, pair)
    expect_the_others_to_wait(phone)


def match_again(page: Page) -> None:
    expect(page.get_by_role("heading", level=2).first).to_have_text("3 pairs")
    expect_accessible(page)
    page.get_by_label("From which day would they begin?").fill(f"{BEGINS:%Y-%m-%d}")
    send(page, name="Match them again")
    expect_accessible(page)
    # The worker does it beside.
    while (again := page.get_by_role("link", name="Look again")).count():
        again.click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(f"To begin on {BEGINS.day} {BEGINS:%B %Y}.")
    expect(page.get_by_role("heading", name="Greta Holm")).to_be_visible()
    expect_accessible(page)


def set_up_the_group(page: Page, pair: list[str]) -> None:
    page.get_by_role("link", name="Set up their group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"A group for {pair[0]} and {pair[1]}")
    expect_accessible(page)
    page.get_by_label("Code name").fill("Yew")
    send(page, name="Set it up")
    page.goto("/groups/?q=Yew")
    page.get_by_role("link", name="Yew").first.click()
    for name in pair:
        expect(page.locator("main")).to_contain_text(name)
    expect_accessible(page)


def expect_the_others_to_wait(page: Page) -> None:
    page.goto("/pairing/")
    expect(page.get_by_role("heading", level=2).first).to_have_text("2 pairs")
