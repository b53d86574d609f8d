"""A second factor in a real browser: an app with its square, a passkey with a virtual authenticator, both lost."""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default

import pytest
from allauth.mfa.totp.internal import auth
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page, expect

from demo.people import PASSWORD
from tests.browser.conftest import PHONE
from tests.running import Site, running_copy

VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def running(running: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_copy(running, tmp_path_factory.mktemp("strict"), "tests.browser.strict") as site:
        yield site


def give_password(page: Page, account: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email address").fill(f"{account}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()


def with_authenticator(page: Page) -> CDPSession:
    """The browser gets a device that checks its owner and always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    return devtools


def set_up_app(page: Page) -> str:
    """The secret of an app that was set up by typing the secret; ends on the recovery codes."""
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("code").inner_text()
    page.get_by_label("The six digits").fill(code_of(secret))
    page.get_by_role("button", name="Set it up").click()
    page.wait_for_url("**/recovery-codes/")
    return secret


def code_of(secret: str, later: int = 0) -> str:
    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()) + later))


def set_up_passkey(page: Page) -> None:
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/recovery-codes/")


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Sign out").click()


def faults(page: Page) -> list[str]:
    results = Axe().run(page).response
    return [violation["id"] for violation in results["violations"]]


def test_an_app_is_set_up_on_the_first_day_and_asked_for_on_the_second(desk: Page):
    give_password(desk, "supervisor")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Set up your second step")
    secret = set_up_app(desk)
    desk.get_by_role("link", name="I have saved them").click()
    expect(desk).to_have_url(re.compile("/me/$"))
    sign_out(desk)
    give_password(desk, "supervisor")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Your second step")
    desk.get_by_label("Six digits, or a recovery code").fill(code_of(secret))
    desk.locator("main").get_by_role("button", name="Sign in").click()
    expect(desk).to_have_url(re.compile("/me/$"))


def test_a_passkey_alone_signs_in_and_counts_as_both(phone: Page):
    with_authenticator(phone)
    give_password(phone, "supervisor")
    set_up_passkey(phone)
    sign_out(phone)
    phone.goto("/accounts/login/?next=/desk/")
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone).to_have_url(re.compile("/desk/$"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your desk")


def test_a_passkey_on_a_shared_computer_keeps_nothing(phone: Page):
    with_authenticator(phone)
    give_password(phone, "supervisor")
    set_up_passkey(phone)
    sign_out(phone)
    phone.goto("/accounts/login/")
    phone.get_by_label("This is a shared computer").check()
    phone.get_by_role("button", name="Sign in with a passkey").click()
    phone.wait_for_url("**/me/")
    session = next(cookie for cookie in phone.context.cookies() if cookie["name"] == "sessionid")
    assert session["expires"] == -1


def test_after_the_password_a_passkey_is_the_second_step(phone: Page):
    with_authenticator(phone)
    give_password(phone, "supervisor")
    set_up_passkey(phone)
    sign_out(phone)
    give_password(phone, "supervisor")
    phone.get_by_role("button", name="Use my passkey").click()
    expect(phone).to_have_url(re.compile("/me/$"))


def test_a_device_that_says_no_says_so_on_the_page(phone: Page):
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("WebAuthn.enable")
    options = VIRTUAL | {"isUserVerified": False}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    give_password(phone, "supervisor")
    phone.get_by_role("link", name="Add a passkey").click()
    phone.get_by_role("button", name="Add a passkey").click()
    expect(phone.get_by_role("alert")).to_have_text(re.compile("Nothing has changed"))


def test_somebody_new_joins_with_a_passkey_and_never_has_a_password(phone: Page, site: Site, desk: Page):
    give_password(desk, "coordinator")
    set_up_app(desk)
    desk.goto("/people/invite/?role=supervisor")
    desk.get_by_label("Email address").fill("new@example.org")
    desk.locator("main form button").last.click()
    with_authenticator(phone)
    phone.goto(re.search(r"/join/\S+/", mail_to(site, "new@example.org")).group())
    phone.get_by_label("First name").fill("Nia")
    phone.get_by_label("Last name").fill("New")
    phone.get_by_role("button", name="Join with a passkey").click()
    phone.get_by_role("button", name="Add a passkey").click()
    phone.get_by_role("link", name="I have saved them").click()
    expect(phone).to_have_url(re.compile("/me/$"))
    sign_out(phone)
    phone.goto("/accounts/login/")
    phone.get_by_role("button", name="Sign in with a passkey").click()
    expect(phone).to_have_url(re.compile("/me/$"))


def mail_to(site: Site, address: str) -> str:
    """The worker sends it when it comes to it."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for path in (site.folder / "mail").glob("*"):
            letter = message_from_bytes(path.read_bytes(), policy=default)
            if address in str(letter["to"]):
                return str(letter.get_content())
        time.sleep(0.2)
    raise TimeoutError(f"no mail to {address}")


def test_without_scripts_there_is_the_app(open_browser):
    page = open_browser(PHONE, java_script_enabled=False)
    give_password(page, "supervisor")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Passkeys need a newer browser")
    page.get_by_role("link", name="Use an authenticator app instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your authenticator app")


def test_the_pages_are_accessible_and_obey_the_policy(phone: Page):
    """The policy is watched on every page of these tests; here each is also given to axe."""
    found = {}
    phone.goto("/accounts/login/")
    found["sign in"] = faults(phone)
    with_authenticator(phone)
    give_password(phone, "coordinator")
    found["needed"] = faults(phone)
    for name, path in {
        "app": "/accounts/2fa/totp/activate/",
        "passkey": "/accounts/2fa/webauthn/add/",
        "lost": "/second-factor/lost/",
    }.items():
        phone.goto(path)
        found[name] = faults(phone)
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("link", name="Second step").click()
    set_up_passkey(phone)
    found["codes"] = faults(phone)
    for path in ("/accounts/2fa/", "/accounts/2fa/webauthn/", "/second-factor/reset/"):
        phone.goto(path)
        found[path] = faults(phone)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) == 9
