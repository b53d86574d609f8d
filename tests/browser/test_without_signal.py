"""Without signal the browser shows our page with the numbers to ring; nothing private is ever kept on the device."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, sign_in

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push([name, new URL(request.url).pathname]);
  return found;
}"""
TEXT = "async () => (await (await caches.open('offline')).match('/offline/')).text()"


@pytest.fixture
def amara(open_browser) -> Page:
    """Amara's phone, with the worker in place."""
    page = sign_in(open_browser(PHONE, service_workers="allow"), "facilitator")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    return page


def test_a_page_asked_for_without_signal_is_ours_with_the_numbers(amara):
    amara.goto("/me/")
    amara.context.set_offline(True)
    amara.goto("/courses/")
    expect(amara.get_by_role("heading", level=1)).to_have_text("There is no signal")
    assert amara.url.endswith("/courses/")
    assert amara.locator("a[href='tel:999']").count() >= 1
    amara.context.set_offline(False)
    amara.get_by_role("link", name="Try this page again").click()
    expect(amara.get_by_role("heading", level=1)).to_have_text("Learning")


def test_one_page_is_kept_and_it_is_nobodys(amara):
    for path in ("/me/", "/logs/", "/words/", "/courses/"):
        amara.goto(path)
    assert amara.evaluate(KEPT) == [["offline", "/offline/"]]
    kept = amara.evaluate(TEXT)
    assert ("Amara" in kept, "csrf" in kept.lower(), "What is kept on this device" in kept) == (False, False, True)


def test_signing_out_leaves_nothing_behind(amara):
    amara.goto("/accounts/logout/")
    amara.locator("main").get_by_role("button", name="Sign out").click()
    amara.wait_for_url(lambda url: "logout" not in url)
    assert amara.evaluate(KEPT) == []
    assert amara.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
