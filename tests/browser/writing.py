"""Writing as Amara, in the draft of a log: the box, its line, what the device has and what the server has."""

import contextlib
import re
import uuid

from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import DESK, sign_in

WRITER = "facilitator"


PROMPT = "What will you try, or hold on to, next time?"


SAVED = re.compile(r"Saved \d\d:\d\d$")


DRAFT = """
    SELECT log.id FROM supervision_sessionlog log JOIN people_user person ON person.id = log.owner_id
    WHERE log.state = 'draft' AND person.email = ?
"""


def draft_of(site, account: str) -> str:
    ((key,),) = site.rows(DRAFT, f"{account}@example.org")
    return f"/logs/{uuid.UUID(str(key))}/"


def box(page: Page):
    return page.get_by_label(PROMPT)


def line(page: Page):
    return page.locator("[data-words-state]")


def device(page: Page) -> list[str]:
    return page.evaluate("() => Object.keys(localStorage)")


def saved(page: Page) -> None:
    expect(page.locator("[data-words-line]")).to_have_text(SAVED)
    page.wait_for_function("() => Object.keys(localStorage).length === 0")


def on_another_device(open_browser, editor: str) -> str:
    """What the server has: the text as a browser that never saw it shows it."""
    page = open_browser(DESK)
    sign_in(page, WRITER)
    page.goto(editor)
    return box(page).input_value()


def cut_off(page: Page) -> None:
    """From now on this page's requests to save fail in the network."""
    page.route("**/words/*/save/", lambda route: route.abort())


def kill(page: Page) -> None:
    """The browser's process for this page dies: no script of it runs any more, not even to say goodbye."""
    with contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.close()
