"""Somebody at Amara's desk changes the address of her account. Her old mailbox stops it; her coordinator settles it."""

import re

from playwright.sync_api import Page, expect

from demo.people import PASSWORD
from tests.browser.conftest import sign_in
from tests.browser.test_journey import send
from tests.running import Site

HERS, THEIRS = "facilitator@example.org", "somebody.else@example.net"
FRESH = "another long passphrase"


def test_an_account_that_was_taken_is_stopped_and_given_back(open_browser, site: Site):
    taken, hers = sign_in(open_browser(), "facilitator"), open_browser()
    add_an_address(taken)
    stop_it(hers, site)
    taken.goto("/me/")
    expect(taken).to_have_url(re.compile(r"/accounts/login/"))
    ring_and_settle(sign_in(open_browser(), "coordinator"))
    choose_a_new_password(hers, site)
    expect(hers.get_by_role("heading", level=1)).to_have_text("Hello, Amara")
    hers.goto("/accounts/email/")
    expect(hers.locator("main")).to_contain_text(HERS)
    expect(hers.locator("main")).not_to_contain_text(THEIRS)


def add_an_address(page: Page) -> None:
    page.goto("/accounts/email/")
    page.get_by_label("Email address").fill(THEIRS)
    send(page, name="Add it")
    page.get_by_label("Password").fill(PASSWORD)
    send(page, name="Confirm it's me")
    expect(page.locator("main")).to_contain_text(THEIRS)


def stop_it(page: Page, site: Site) -> None:
    """With the link of the mail, signed in nowhere."""
    page.goto(link_to(site, "/account/stop/"))
    send(page, name="It was not me: stop it")
    expect(page.get_by_role("heading", level=1)).to_have_text("The account is stopped")


def ring_and_settle(page: Page) -> None:
    page.get_by_role("link", name="Ring them, then settle it").click()
    send(page, name="Settle it")
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Choose what they said.")
    page.get_by_label(re.compile("Not theirs from")).check()
    page.get_by_label(re.compile("I rang them")).check()
    send(page, name="Settle it")
    expect(page.get_by_text("Settled.")).to_be_visible()


def choose_a_new_password(page: Page, site: Site) -> None:
    page.goto(link_to(site, "/accounts/password/reset/"))
    for field in page.locator("input[type=password]").all():
        field.fill(FRESH)
    send(page, name="Save this password")
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(HERS)
    page.get_by_label("Password").fill(FRESH)
    send(page.locator("main"), name="Sign in", exact=True)


def link_to(site: Site, part: str) -> str:
    found = re.search(rf"http://localhost:\d+{part}\S+", site.mail_to(HERS, holding=part))
    assert found
    return found[0]
