"""An editor's schedule is carried out by the worker: a change goes live and a step expires, with nobody pressing."""

import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, sign_in

MODULE = "/courses/facilitating-a-peer-group/your-role-and-its-edges/"
EXPIRES = "What you do in 45 minutes"
WITHIN = 60
SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from courses.models import StepPage
from tests.courses.world import publish_signed
steps = list(StepPage.objects.filter(url_path__contains="/your-role-and-its-edges/").order_by("path"))
soon = timezone.now() + timedelta(seconds=2)
steps[0].title, steps[0].go_live_at = "Thursday, in winter", soon
steps[1].expire_at = soon
for step in steps[:2]:
    publish_signed(step)
"""


def seen_within_a_minute(page: Page, words: str) -> bool:
    """Open the module again and again, as somebody does who waits for it."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        page.goto(MODULE)
        if page.get_by_text(words).count():
            return True
        page.wait_for_timeout(500)
    return False


def test_the_worker_publishes_and_takes_down_what_was_scheduled(open_browser, site):
    amara = sign_in(open_browser(PHONE), "facilitator")
    amara.goto(MODULE)
    expect(amara.get_by_text(EXPIRES)).to_be_visible()
    site.manage("shell", "-c", SCHEDULE)
    assert seen_within_a_minute(amara, "Thursday, in winter")
    amara.goto(MODULE)
    expect(amara.get_by_text(EXPIRES)).to_have_count(0)
    helen = sign_in(open_browser(DESK), "editor")
    ((number,),) = site.rows("SELECT id FROM wagtailcore_page WHERE title = ?", "Thursday, in winter")
    helen.goto(f"/admin/pages/{number}/history/")
    expect(helen.get_by_text("Published scheduled draft")).to_be_visible()
