"""Amara passes from Priya Raman to Owen Hughes, with a meeting planned, a check-in that waits and a log not read.

On a phone. Afterwards each of the three finds what is theirs, and nothing that is not.
"""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.test_journey import record_a_session, send, share_a_log
from tests.running import Site

PLAN_A_MEETING = """
from datetime import time, timedelta
from django.utils import timezone
from people.models import Programme, User
from supervision.meetings.services import plan_meeting
amara, priya = (User.objects.get(email=f"{name}@example.org") for name in ("facilitator", "supervisor"))
day = timezone.localdate() + timedelta(days=20)
plan_meeting(supervisor=priya, programme=Programme.objects.get(slug="valley"), people=[amara], local_date=day,
             local_start=time(12), now=timezone.now())
print(f"{day:%-d %B %Y} at 12:00")
"""


def test_a_hand_over_from_end_to_end(open_browser, site: Site):
    planned = site.manage("shell", "--verbosity", "0", "-c", PLAN_A_MEETING).strip().splitlines()[-1]
    amara, owen, priya = open_browser(), open_browser(), open_browser()
    what_waits_with_priya(sign_in(amara, "facilitator"))
    the_coordinator_hands_over(sign_in(open_browser(), "coordinator"), planned)
    declare_no_conflict(amara)
    declare_no_conflict(sign_in(owen, "supervisor.hughes"), "Amara Nwosu")
    amara_is_with_owen(amara, planned)
    owen_has_what_waited(owen, planned)
    priya_has_it_no_more(sign_in(priya, "supervisor"), planned)


def what_waits_with_priya(page: Page) -> None:
    record_a_session(page)
    share_a_log(page)
    page.goto("/me/")
    # She asked when she shared an earlier log.
    expect(page.locator("main")).to_contain_text("you asked Priya Raman to check in with you.")


def the_coordinator_hands_over(page: Page, planned: str) -> None:
    page.goto("/people/")
    page.locator("tr", has_text="Amara Nwosu").locator("a[href$='/supervisor/']").first.click()
    page.get_by_label("Owen Hughes").check()
    send(page, name="Next: see what this affects")
    expect(page.locator("main")).to_contain_text("the pair is split between two supervisors")
    meeting = page.locator("fieldset", has_text=planned)
    meeting.get_by_label("Hand it on to Owen Hughes").check()
    send(page, name="Ask both")
    expect(page.get_by_text("Both are asked about conflicts of interest.")).to_be_visible()


def declare_no_conflict(page: Page, of: str = "") -> None:
    page.goto("/me/")
    page.locator("p", has_text=of).locator("a[href^='/people/proposals/']").first.click()
    page.get_by_label("None of these").check()
    send(page, name="Answer")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def amara_is_with_owen(page: Page, planned: str) -> None:
    page.goto("/me/")
    main = page.locator("main")
    expect(main).to_contain_text("Owen Hughes supervises you now, in place of Priya Raman.")
    expect(main).to_contain_text(f"You meet Owen Hughes on {planned}, in place of Priya Raman.")
    expect(main).to_contain_text("Your request for a check-in is with Owen Hughes now.")
    expect(main).to_contain_text("share it with Owen Hughes, if you want to.")
    send(page, name="I have seen this")
    expect(main).not_to_contain_text("in place of Priya Raman")


def owen_has_what_waited(page: Page, planned: str) -> None:
    page.goto("/me/")
    main = page.locator("main")
    expect(main).to_contain_text("You supervise Amara Nwosu now, after Priya Raman. Offer an agreement.")
    expect(main).to_contain_text(f"You meet Amara Nwosu on {planned}: it was planned with Priya Raman.")
    page.goto("/desk/")
    expect(check_in_of_amara(page)).to_have_count(1)
    # What Amara wrote to Priya is not Owen's to read.
    expect(page.locator("a", has_text="Amara Nwosu, session of")).to_have_count(0)


def priya_has_it_no_more(page: Page, planned: str) -> None:
    page.goto("/me/")
    main = page.locator("main")
    expect(main).to_contain_text("Owen Hughes supervises Amara Nwosu now, in your place.")
    expect(main).to_contain_text(f"The meeting with Amara Nwosu on {planned} is with Owen Hughes now.")
    page.goto("/desk/")
    expect(page.locator("a", has_text="Amara Nwosu, session of")).to_have_count(0)
    expect(page.get_by_role("button", name="I have been in touch")).to_have_count(1)  # Daniel's
    expect(check_in_of_amara(page)).to_have_count(0)


def check_in_of_amara(page: Page) -> Locator:
    return page.locator("li", has_text="Amara Nwosu").get_by_role("button", name="I have been in touch")
