"""Never lose a word: the seven ways to lose some, in the browsers that are not Chromium.

The same story as `tests/browser/test_words.py` tells, by other means: the network is cut by killing the server, and the
server fails because its table refuses.
"""

import pytest

from tests.browser.writing import PROMPT, WRITER, draft_of
from tests.other_browsers.conftest import fill_in, sign_in
from tests.other_browsers.page import Page

REFUSE = """
    CREATE TRIGGER out_of_order BEFORE UPDATE ON confidential_sealedtext BEGIN SELECT RAISE(ABORT, 'out of order'); END
"""


@pytest.fixture
def editor(site) -> str:
    return draft_of(site, WRITER)


@pytest.fixture
def writing(device, editor) -> Page:
    """Amara's phone, on the editor."""
    page = sign_in(device(), WRITER)
    page.go(editor)
    page.reads(PROMPT, "")
    return page


def saved(page: Page) -> None:
    page.wait("return /Saved \\d\\d:\\d\\d$/.test(said(document.querySelector('[data-words-line]')))")
    page.nothing_left_on_the_device()


def on_another_device(device, editor: str, words: str) -> None:
    """What the server has: a browser that never saw the text shows it."""
    page = sign_in(device(), WRITER)
    page.go(editor)
    page.reads(PROMPT, words)


def come_back(page: Page, editor: str) -> Page:
    """The same device, in a new tab."""
    again = Page(page.engine, page.engine.open_tab(), page.address)
    again.go(editor)
    return again


def test_1_words_are_saved_while_somebody_types(writing, editor, device):
    writing.type(PROMPT, "Guilt after a night shift.")
    saved(writing)
    on_another_device(device, editor, "Guilt after a night shift.")


def test_2_offline_words_stay_on_the_device_and_go_with_the_network_back(writing, site, editor, device):
    site.kill("server")
    writing.type(PROMPT, "Written in the lift.")
    writing.shows("Not saved yet: you are offline. Kept on this device.")
    assert writing.kept_on_the_device() == 1
    site.start("server")
    saved(writing)
    on_another_device(device, editor, "Written in the lift.")


def test_3_a_tab_that_was_killed_offline_brings_its_words_back(writing, site, editor, device):
    site.kill("server")
    writing.type(PROMPT, "Written in the lift.")
    writing.shows("Kept on this device.")
    writing.engine.lose(writing.tab)
    site.start("server")
    again = come_back(writing, editor)
    again.reads(PROMPT, "Written in the lift.")
    again.shows("We have brought back the words kept on this device.")
    saved(again)
    on_another_device(device, editor, "Written in the lift.")


def test_4_signed_out_by_time_the_writer_signs_in_beside_and_words_follow(writing, site, editor, device):
    site.change("DELETE FROM django_session")
    writing.type(PROMPT, "Half a sentence, then bleep.")
    writing.shows("Not saved yet: you have been signed out. Kept on this device.")
    before = writing.engine.tabs()
    writing.press("link", "Sign in again in a new tab")
    beside = Page(writing.engine, new_tab(writing, before), writing.address)
    fill_in(beside, WRITER)
    beside.shows("You are signed in again")
    beside.close()
    saved(writing)
    writing.reads(PROMPT, "Half a sentence, then bleep.")
    on_another_device(device, editor, "Half a sentence, then bleep.")


def new_tab(page: Page, before: list[str]) -> str:
    """The tab that a link opened."""
    for _ in range(100):
        if more := [tab for tab in page.engine.tabs() if tab not in before]:
            return more[0]
        page.look("return new Promise((go) => setTimeout(go, 100))")
    raise AssertionError("no tab was opened")


def test_5_when_the_server_fails_and_the_tab_is_closed_the_next_visit_saves(writing, site, editor, device):
    site.change(REFUSE)
    writing.type(PROMPT, "The server is down.")
    writing.shows("the fault is ours, not yours. Trying again. Kept on this device.")
    writing.engine.lose(writing.tab)
    site.change("DROP TRIGGER out_of_order")
    saved(come_back(writing, editor))
    on_another_device(device, editor, "The server is down.")


@pytest.mark.parametrize("leave", ["killed", "closed", "gone to another page"])
def test_6_words_typed_just_before_leaving_are_saved(writing, editor, device, leave):
    keeper = writing.engine.open_tab()  # a browser ends with its last tab
    writing.type(PROMPT, "Last words.")
    if leave == "gone to another page":
        writing.go("/me/")
    elif leave == "closed":
        writing.close()
    else:
        writing.engine.lose(writing.tab)
    assert keeper
    again = come_back(writing, editor)
    again.reads(PROMPT, "Last words.")
    again.nothing_left_on_the_device()
    on_another_device(device, editor, "Last words.")


def test_7_two_devices_both_keep_their_words_and_the_writer_chooses(writing, editor, device):
    other = sign_in(device(), WRITER)
    other.go(editor)
    other.type(PROMPT, "From the desk.")
    saved(other)
    writing.type(PROMPT, "From the phone.")
    writing.shows("changed in another tab or on another device. Both are kept.")
    writing.type(PROMPT, " And more.")
    writing.nothing_left_on_the_device()
    writing.go_on("link", "See both and choose")
    writing.shows("From the desk.")
    writing.shows("From the phone. And more.")
    writing.press("label", "Keep both, one after the other")
    writing.go_on("button", "Keep what I chose")
    writing.reads(PROMPT, "From the desk.\n\nFrom the phone. And more.")
