"""By phone, from the public page to the first session: ask, confirm, be offered a place, take it by the link, come."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_journey import HELD, send
from tests.browser.test_second_factor import faults
from tests.running import Site

ADDRESS = "petra.demo@example.org"
ANSWERS = (
    ("Dales peer groups", None),
    ("Weekdays after 7 pm", None),
    ("I don't mind", None),
    ("Practical", "I am on call every fourth Tuesday."),
    ("First name", "Petra"),
    ("Email address", ADDRESS),
)


def test_from_the_public_page_to_the_first_session(open_browser, site: Site):
    petra, piotr, rhona = open_browser(), open_browser(), open_browser()
    ask(petra)
    confirm(petra, site)
    offer_a_place(sign_in(piotr, "coordinator.dales"))
    take_the_place(petra, site)
    see_once_who_comes(sign_in(rhona, "rhona"))
    record_the_first_session(rhona)
    expect_nothing_left(petra, piotr)


def expect_accessible(page: Page) -> None:
    assert (page.url, faults(page)) == (page.url, [])


def ask(page: Page) -> None:
    page.goto("/enquire/")
    expect_accessible(page)
    page.get_by_label("Join a group").check()
    for label, words in ANSWERS:
        send(page, name="Continue")
        expect_accessible(page)
        answer = page.get_by_label(label, exact=False).first
        answer.check() if words is None else answer.fill(words)
    send(page, name="Continue")
    expect(page.locator("dl")).to_contain_text("Weekdays after 7 pm")
    expect_accessible(page)
    send(page, name="Send")
    # A machine is as quick as those whom the page keeps out.
    while page.get_by_text("That was very quick").count():
        send(page, name="Send")
    expect(page.get_by_role("heading", level=1)).to_have_text("Now look in your email")
    expect_accessible(page)


def link_in_mail(site: Site, words: str) -> str:
    found = re.search(r"http://localhost:\d+(/enquire/yours/\S+)", site.mail_to(ADDRESS, holding=words))
    assert found
    return found.group(1)


def confirm(page: Page, site: Site) -> None:
    page.goto(link_in_mail(site, "Please confirm your enquiry"))
    expect_accessible(page)
    send(page, name="Confirm")
    expect(page.locator("main")).to_contain_text("Your enquiry is with the coordinators of Dales peer groups.")
    expect_accessible(page)


def offer_a_place(page: Page) -> None:
    page.goto("/enquiries/?intent=join")
    expect_accessible(page)
    new = page.locator("main li .hf-card", has_text="Weekdays after 7 pm").filter(has_not_text="on the waiting list")
    new.get_by_role("link").last.click()
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    expect_accessible(page)
    page.get_by_label("Alder").check()
    send(page, name="Offer the place")
    expect(page.locator("main")).to_contain_text("A place in Alder is offered until")


def take_the_place(page: Page, site: Site) -> None:
    page.goto(link_in_mail(site, "There is news about your enquiry"))
    expect(page.locator("main")).to_contain_text("Dales peer groups offers you a place in a group.")
    expect_accessible(page)
    send(page, name="Take the place")
    expect(page.locator("main")).to_contain_text("You have a place.")
    expect_accessible(page)


def see_once_who_comes(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("link", name="Who comes").click()
    expect_accessible(page)
    send(page, name="Show them once")
    expect(page.locator("main")).to_contain_text(ADDRESS)
    expect(page.locator("main")).to_contain_text("I am on call every fourth Tuesday.")
    expect_accessible(page)
    page.reload()
    expect(page.locator("main")).not_to_contain_text(ADDRESS)


def record_the_first_session(page: Page) -> None:
    page.goto("/sessions/new/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Record a session of Alder")
    page.get_by_label("It took place").check()
    page.get_by_label("Date", exact=True).fill(f"{HELD:%Y-%m-%d}")
    page.get_by_label("Start", exact=True).fill(f"{HELD:%H:%M}")
    page.get_by_label("Number attending").fill("8")
    page.get_by_label("Of these, new").fill("1")
    expect_accessible(page)
    send(page, name="Save")
    expect(page.get_by_role("button", name="Start my log")).to_be_visible()
    expect_accessible(page)


def expect_nothing_left(petra: Page, piotr: Page) -> None:
    petra.reload()
    expect(petra.locator("main")).to_contain_text("We have destroyed both here.")
    piotr.reload()
    expect(piotr.get_by_text("Its name and address are no longer open to you.")).to_be_visible()
    expect(piotr.get_by_text(ADDRESS)).to_have_count(0)
