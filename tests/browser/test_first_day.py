"""The first day of a real programme, on an empty database: from one command to a supervised pair."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.running import Site, running_demo

PASSWORD = "three words not together"
PROGRAMME = ("--name", "Severn peer groups", "--organisation", "Severn Deanery", "--region", "Severn")
LIST = """email,name,role,specialty
sana@example.org,Sana Malik,programme superviser,
femi@example.org,Femi Ade,facilitator,Psychiatry
fay@example.org,Fay Lowe,facilitator,
"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Freshly migrated, with nobody in it."""
    with running_demo(tmp_path, told=()) as site:
        yield site


def test_from_one_command_to_a_supervised_pair(open_browser, site):
    ines = open_browser(DESK)
    join(ines, link_in(site.manage("start_programme", *PROGRAMME, "--coordinator", "ines@example.org")), "Ines Ito")
    expect(ines.get_by_role("heading", name="What Severn peer groups still needs")).to_be_visible()
    invite_all(ines)
    people = {}
    for name in ("Sana Malik", "Femi Ade", "Fay Lowe"):
        people[name] = open_browser(PHONE)
        mail = site.mail_to(f"{name.split()[0].lower()}@example.org")
        join(people[name], link_in(mail), name, specialty="Paediatrics" if name == "Fay Lowe" else "")
    for name in ("Femi Ade", "Fay Lowe"):
        propose(ines, name, "Sana Malik")
        declare(people[name], times=1)
    declare(people["Sana Malik"], times=2)
    found_a_group(ines, "Elder", "Femi Ade", "Fay Lowe")
    everybody_is_in_place(ines)


def link_in(text: str) -> str:
    found = re.search(r"http://localhost:\d+/join/\S+", text)
    assert found is not None
    return found.group()


def join(page: Page, link: str, name: str, *, specialty: str = "") -> None:
    """Whoever opens the link becomes somebody with a password, and is signed in."""
    page.goto(link)
    first, last = name.split()
    page.get_by_label("First name").fill(first)
    page.get_by_label("Last name").fill(last)
    if specialty:
        page.get_by_label("Specialty").select_option(specialty)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("**/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello, {first}")


def invite_all(page: Page) -> None:
    """The list has one fault: it is named, nobody is invited, and the list is corrected where it stands."""
    page.goto("/people/")
    page.get_by_role("link", name="Invite many from a list").click()
    box = page.get_by_label("The lines")
    box.fill(LIST)
    page.get_by_role("button", name="Check the list").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("“programme superviser” is not a role.")
    expect(box).to_have_value(LIST)
    box.fill(LIST.replace("superviser", "supervisor"))
    page.get_by_role("button", name="Check again").click()
    page.get_by_role("button", name="Send 3 invitations").click()
    expect(page.get_by_text("3 invitations are on their way.")).to_be_visible()


def propose(page: Page, facilitator: str, supervisor: str) -> None:
    page.goto("/people/")
    page.locator("tr", has_text=facilitator).get_by_role("link", name="Propose a supervisor").click()
    page.get_by_label(supervisor).check()
    page.get_by_role("button", name="Ask both").click()
    expect(page.get_by_text("Both are asked about conflicts of interest.")).to_be_visible()


def declare(page: Page, *, times: int) -> None:
    """That nothing stands in the way, to each question on My day."""
    for _ in range(times):
        page.goto("/me/")
        page.get_by_role("link", name="Tell us about any conflict of interest").first.click()
        page.get_by_label("None of these apply").check()
        page.get_by_role("button", name="Answer").click()
        expect(page.get_by_text("Thank you.")).to_be_visible()


def found_a_group(page: Page, name: str, *pair: str) -> None:
    page.goto("/groups/")
    page.get_by_role("link", name="Set up a group").click()
    page.get_by_label("Code name").fill(name)
    page.get_by_role("button", name="Set up this group").click()
    for person in pair:
        page.get_by_label(person).check()
        page.get_by_role("button", name="Give them the place").click()
        expect(page.get_by_text(f"{person} has a place in the pair")).to_be_visible()


def everybody_is_in_place(page: Page) -> None:
    page.goto("/people/")
    row = page.locator("tr", has_text="Femi Ade").first
    expect(row).to_contain_text("Sana Malik")
    expect(row).to_contain_text("Elder, with Fay Lowe")
    page.goto("/me/")
    expect(page.locator("main")).to_contain_text("2 of 2 have one")
    expect(page.locator("main")).to_contain_text("2 of 2 are in a pair")
