"""All the way round, in real browsers: from the training to the authorisation, and from the sixth session over a log,
its answer and a meeting to a certificate that a stranger checks.

Nobody does both in one day: a session counts only if one was authorised on that day.
"""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import APIResponse, Page, expect

from tests.browser.conftest import DESK, PHONE, sign_in
from tests.patience import PATIENCE_SECONDS
from tests.running import Site

FEELING = "I talked too much for the first ten minutes, and then I heard myself."
NOW = datetime.now(ZoneInfo("Europe/London"))
TODAY = f"{NOW:%-d %b}"
# The start of a session that has ended, at any hour: in the first hours of a day it is the evening before.
HELD = NOW.replace(hour=0, minute=5) if NOW.hour >= 3 else (NOW - timedelta(days=1)).replace(hour=22, minute=5)
FINISH = re.compile("^(Mark as done and continue|(Check|Save) and finish)$")
# The button of a step that is answered all at once.
AT_ONCE = re.compile("^(Check|Save) and finish$")
BOTH_WIDTHS = pytest.mark.parametrize("size", [PHONE, DESK], ids=["on a phone", "at a desk"])


@BOTH_WIDTHS
def test_from_half_the_training_to_the_authorisation(open_browser, site, size):
    hannah = sign_in(open_browser(size), "newcomer")
    a_session_is_refused_with_the_reason(hannah)
    finish_the_training(hannah)
    record_the_practice_day(sign_in(open_browser(size), "trainer"), site)
    acknowledge_the_agreement(hannah)
    confirm_authorisation(sign_in(open_browser(size), "coordinator"))
    hannah.goto("/sessions/new/")
    expect(hannah.get_by_role("heading", level=1)).to_have_text("Record a session of Aspen")


@BOTH_WIDTHS
def test_from_the_sixth_session_to_a_checked_certificate(open_browser, site, size):
    amara, raman = sign_in(open_browser(size), "facilitator"), sign_in(open_browser(size), "supervisor")
    record_a_session(amara)
    share_a_log(amara)
    answer_the_log(raman)
    see_the_answer_and_reply(amara)
    record_todays_meeting(raman, site)
    acknowledge_the_record(amara)
    issue_the_certificate(sign_in(open_browser(size), "coordinator"))
    check_the_certificate(amara, open_browser(size))


def a_session_is_refused_with_the_reason(page: Page) -> None:
    page.goto("/sessions/new/")
    expect(page.locator("main")).to_contain_text("not authorised to co-facilitate")


def my_day_unfolded(page: Page) -> None:
    """What is new in modules that are finished can wait, and is folded."""
    page.goto("/me/")
    for fold in page.locator(".hf-fold > summary").all():
        fold.click()


def finish_the_training(page: Page) -> None:
    my_day_unfolded(page)
    while (link := page.locator(".hf-continue a")).count() and "Review" not in link.first.inner_text():
        with page.expect_navigation():
            link.first.click()
        # One step leads to the next, until the module is finished.
        while (finish := page.get_by_role("button", name=FINISH)).count():
            do_the_step_at_once(page) if AT_ONCE.search(finish.inner_text()) else do_the_step(page)
        my_day_unfolded(page)


def do_the_step(page: Page) -> None:
    """Answer every exercise on the page, then mark the step as done."""
    for number in range(page.locator(".hf-exercise").count()):
        do_the_exercise(page, number)
    send(page, name="Mark as done and continue")
    expect(page.locator("#error-summary-title, .nhsuk-error-summary")).to_have_count(0)


def do_the_step_at_once(page: Page) -> None:
    """Answer everything and press the one button of the page, with another answer each time until all are right."""
    here = page.url
    for at in range(6):
        for exercise in page.locator(".hf-exercise").all():
            fill_in(exercise, at)
        send(page, name=AT_ONCE)
        if page.url != here or not page.get_by_role("button", name=AT_ONCE).count():
            break
    if page.url == here:
        with page.expect_navigation():
            page.locator("a.hf-steps__next").click()


def fill_in(exercise, at: int) -> None:
    if exercise.locator("input[name$='-value']").count():
        exercise.get_by_role("radio", name="7", exact=True).check()
    elif exercise.get_by_role("radio").count():
        exercise.get_by_role("radio").nth(at).check()
    for box in exercise.get_by_role("checkbox").all():
        box.check()


def send(part, **button) -> None:
    """Press a button and wait for the page that follows."""
    page = part if isinstance(part, Page) else part.page
    with page.expect_navigation():
        part.get_by_role("button", **button).click()


def do_the_exercise(page: Page, number: int) -> None:
    exercise = page.locator(".hf-exercise").nth(number)
    if exercise.locator(".hf-turns").count():
        talk_to_an_end(exercise)
    elif exercise.locator("textarea").count():
        if exercise.get_by_role("button", name="Keep my line").count():
            exercise.locator("textarea").fill("I would like to think about this with you, and not at this hour.")
            send(exercise, name="Keep my line")
            exercise.get_by_role("radio").first.check()
            send(exercise)
        else:
            send(exercise, name="rather not write")
    elif exercise.locator("select").count():
        for at, place in enumerate(exercise.locator("select").all()):
            options = place.locator("option").count() - 1
            place.select_option(index=1 + at % options)
        send(exercise)
    elif exercise.locator("input[name$='-value']").count():
        exercise.get_by_role("radio", name="7", exact=True).check()
        send(exercise)
    elif exercise.locator("input[name$='-ticked'], input[name$='-said']").count():
        for box in exercise.get_by_role("checkbox").all():
            box.check()
        send(exercise)
    else:
        try_until_right(exercise)


def talk_to_an_end(exercise) -> None:
    """One turn after the other, each time what is offered first."""
    while not exercise.get_by_role("button", name="Take another way").count():
        if exercise.get_by_role("button", name="Keep my line").count():
            exercise.locator("textarea").fill("I hear you. Go on.")
            send(exercise, name="Keep my line")
        else:
            exercise.get_by_role("radio").first.check()
            send(exercise, name="Show what happens")


def try_until_right(exercise) -> None:
    """A question may be tried as often as one likes; nothing shows what is right before."""
    for at in range(exercise.get_by_role("radio").count()):
        exercise.get_by_role("radio").nth(at).check()
        send(exercise)
        if not exercise.get_by_role("button").count():
            return
    raise AssertionError("no answer was right")


def acknowledge_the_agreement(page: Page) -> None:
    page.goto("/me/")
    page.get_by_role("link", name="Read the agreement").click()
    page.locator("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="I agree to this").click()
    expect(page.locator("main")).to_contain_text("Agreed on")


LET_THE_DAY_BEGIN = """
from datetime import timedelta
from django.utils import timezone
from courses.practice.models import PracticeDay
day = PracticeDay.objects.get(state="planned", places__person__email="newcomer@example.org")
PracticeDay.objects.filter(pk=day.pk).update(local_date=timezone.localdate() - timedelta(days=1))
print(day.pk)
"""


def record_the_practice_day(page: Page, site: Site) -> None:
    """By its trainer, once it has been."""
    day = site.manage("shell", "-v0", "-c", LET_THE_DAY_BEGIN).split()[-1]
    page.goto(f"/practice/{day}/record/")
    for came in page.locator("input[name$=_came][value=yes]").all():
        came.check()
    page.get_by_role("button", name="Record the day").click()
    expect(page.get_by_text("Recorded. Everyone can see what is recorded about them.")).to_be_visible()


def confirm_authorisation(page: Page) -> None:
    page.goto("/readiness/")
    row = page.locator("tr", has_text="Hannah Clarke")
    row.get_by_role("link", name="Confirm authorisation").click()
    page.get_by_role("button", name="Confirm authorisation").click()
    expect(page.get_by_text("Hannah Clarke may co-facilitate from now on.")).to_be_visible()


def record_a_session(page: Page) -> None:
    """The facts of one that has ended."""
    page.goto("/sessions/new/")
    page.get_by_label("It took place").check()
    page.get_by_label("Date", exact=True).fill(f"{HELD:%Y-%m-%d}")
    page.get_by_label("Start", exact=True).fill(f"{HELD:%H:%M}")
    page.get_by_label("Number attending").fill("6")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Start my log")).to_be_visible()


def share_a_log(page: Page) -> None:
    page.get_by_role("button", name="Start my log").click()
    page.get_by_label("What did the group stir in you").fill(FEELING)
    expect(page.locator("[data-words-state]")).to_contain_text("Saved")
    page.get_by_role("button", name="look at it before sharing").click()
    expect(page.get_by_text("One person can read this: Priya Raman.")).to_be_visible()
    page.get_by_role("button", name="Share with Priya Raman").click()
    expect(page.locator("main")).to_contain_text("Version 1")


def answer_the_log(page: Page) -> None:
    page.goto("/desk/")
    page.locator("summary", has_text="Amara Nwosu").click()
    page.get_by_role("link", name=re.compile(f"Amara Nwosu, session of .*{HELD:%-d %b}")).last.click()
    expect(page.get_by_text(FEELING)).to_be_visible()
    page.get_by_label("What you want to say").fill("You heard yourself in the session. That is early.")
    page.get_by_label("I have read this", exact=True).check()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("main")).to_contain_text("Sent")


def see_the_answer_and_reply(page: Page) -> None:
    page.goto("/me/")
    answered = page.locator("section", has=page.get_by_role("heading", name="Answered, for you to read"))
    answered.get_by_role("link").first.click()
    expect(page.get_by_text("You heard yourself in the session. That is early.")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Opened by Priya Raman")
    page.get_by_label("Your reply").fill("Thank you. I want to talk about the first ten minutes.")
    page.get_by_role("button", name="Send the reply").click()
    expect(page.locator("main")).to_contain_text("Your reply,")


TODAYS_MEETING_STARTS_AT = """
from datetime import time
from django.utils import timezone
from supervision.meetings.models import SupervisionMeeting
SupervisionMeeting.objects.planned().filter(local_date=timezone.localdate()).update(local_start=time({}, {}))
"""


def record_todays_meeting(page: Page, site: Site) -> None:
    """From the desk: who is coming, what they ask, then, once it has begun, its record on one page."""
    site.manage("shell", "-c", TODAYS_MEETING_STARTS_AT.format(23, 59))
    page.goto("/desk/")
    page.get_by_role("link", name="Prepare this meeting").click()
    expect(page.locator("main")).to_contain_text("Amara Nwosu")
    page.get_by_role("link", name="Notes and record of this meeting").click()
    expect(page.get_by_role("button", name="Record the meeting")).to_have_count(0)
    site.manage("shell", "-c", TODAYS_MEETING_STARTS_AT.format(0, 0))
    page.reload()
    page.get_by_label("Amara Nwosu").first.check()
    page.get_by_label("What did you agree?").fill("Three breaths before the first word.")
    page.get_by_role("button", name="Record the meeting").click()
    expect(page.get_by_text("Held and recorded.")).to_be_visible()


def acknowledge_the_record(page: Page) -> None:
    page.goto("/meetings/")
    page.get_by_role("link", name=re.compile(TODAY)).first.click()
    expect(page.get_by_text("Three breaths before the first word.")).to_be_visible()
    page.get_by_role("button", name="Acknowledge").click()
    expect(page.get_by_text("You acknowledged this record")).to_be_visible()


def issue_the_certificate(page: Page) -> None:
    page.goto("/readiness/?state=ready")
    page.locator("tr", has_text="Amara Nwosu").get_by_role("link", name="Issue certificate").click()
    page.locator("main").get_by_role("button", name=re.compile("Issue")).click()
    expect(page.locator("main")).to_contain_text("Amara Nwosu")


def made(page: Page, address: str) -> APIResponse:
    """The paper once the worker has made it, or what is there instead when patience ends."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        paper = page.request.get(address)
        if paper.headers["content-type"] == "application/pdf" or time.monotonic() > until:
            return paper
        page.wait_for_timeout(500)


def check_the_certificate(page: Page, stranger: Page) -> None:
    """The paper is there after a while; its code says the same to somebody without an account."""
    page.goto("/certificates/")
    page.locator("main").get_by_role("link", name=re.compile("VALLEY-|Peer group facilitator")).first.click()
    certificate = page.url
    paper = made(page, certificate.rstrip("/") + ".pdf")
    assert (paper.status, paper.body()[:5]) == (200, b"%PDF-")
    page.goto(certificate)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page.locator("main").inner_text())
    assert code is not None
    stranger.goto("/verify/")
    stranger.locator("main").get_by_role("textbox").fill(code.group().lower().replace("-", " "))
    stranger.locator("main").get_by_role("button").click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Valid")
    expect(stranger.locator("main")).to_contain_text("Amara Nwosu")
    expect(stranger.locator("main")).to_contain_text("Emergency medicine")
