"""What a facilitator does on a phone: sign in, open the menu, do a step, take a log to its sharing."""

import pytest

from tests.browser.writing import PROMPT, draft_of
from tests.other_browsers.conftest import sign_in
from tests.other_browsers.page import Page

STEP = "/courses/facilitating-a-peer-group/distress-risk-and-signposting/asking-in-plain-words/"
# Whatever is chosen is kept: the first place that is offered, for each.
PLACE_ALL = "for (const one of all('select')) one.selectedIndex = 1; return all('select').length"


@pytest.fixture
def amara(device) -> Page:
    return sign_in(device(), "facilitator")


def test_somebody_signs_in_and_out(amara):
    amara.press("button", "Menu")
    amara.go_on("button", "Sign out")
    amara.go("/me/")
    amara.reads("Password", "")


def test_the_menu_opens_leads_on_and_is_closed_on_the_next_page(amara):
    amara.shows_no("link", "Account")
    amara.press("button", "Menu")
    amara.go_on("link", "Account")
    assert amara.look("return location.pathname") == "/me/account/"
    amara.shows_no("link", "Account")


def test_a_step_is_answered_marked_as_done_and_leads_on(device):
    hannah = sign_in(device(), "newcomer")
    hannah.go(STEP)
    assert hannah.look(PLACE_ALL) == 6
    hannah.go_on("button", "Show where you would put them")
    hannah.press("label", "No. Asking does not plant the idea")
    hannah.go_on("button", "Check")
    for beginning in ("I have said the plain questions aloud", "I have said them to my partner", "I have a lead-in"):
        hannah.press("label", beginning)
    hannah.go_on("button", "Save my ticks")
    hannah.go_on("button", "Mark as done and continue")
    assert hannah.look("return location.pathname") != STEP
    hannah.go("/me/")
    hannah.shows("Continue: ")
    assert "Continue: Asking in plain words" not in hannah.text()


def test_a_log_is_written_looked_at_and_shared(amara, site):
    amara.go(draft_of(site, "facilitator"))
    amara.type(PROMPT, "Three breaths before the first word.")
    amara.go_on("button", "Save, and look at it")
    amara.shows("Three breaths before the first word.")
    amara.go_on("button", "Share with Priya Raman")
    amara.shows("Version 1")
