"""A learner plays a sound and a film on a phone, with and without script, and an editor's pages are within reach."""

import json
import uuid
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from courses.generation import ContentGeneration
from courses.models import StepPage
from tests.browser.conftest import DESK, PHONE, sign_in
from tests.browser.test_narrow_screens import WIDER_BY
from tests.courses.media.making import VTT, WORDS, mp3

STEP = "/courses/facilitating-a-peer-group/your-role-and-its-edges/thursday-half-past-seven/"
PLAYED = """player => new Promise(done => {
  player.onended = () => done(player.error?.message || 'ended');
  player.play().catch(error => done(String(error)));
})"""
TO_THE_END = """player => new Promise(done => {
  player.onended = () => done(player.error?.message || 'ended');
  player.onloadedmetadata = () => { player.currentTime = player.duration - 1 };
  player.play().catch(error => done(String(error)));
})"""


def make(site: Any, content: bytes, title: str, captions: str = "") -> str:
    """A recording in the site that runs, as an editor's form makes it."""
    made = f"""
from django.utils import timezone
from courses.media.services import add_recording
from people.models import User
from tests.courses.media.making import *
made = add_recording(title={title!r}, upload=upload({content}), captions={captions!r}, transcript={WORDS!r},
                     by=User.objects.get(email="editor@example.org"), now=timezone.now())
print(made.pk)
"""
    return str(site.manage("shell", "-v", "0", "-c", made)).strip().split()[-1]


@pytest.fixture
def step(phone: Page, site: Any) -> Page:
    """The first step with a long sound and a short film, open on a phone."""
    sound = make(site, "mp3(5 * 1024 * 1024 // 2 // len(MP3_FRAME))", "The silence")
    film = make(site, "webm()", "The ring", VTT)
    body = [
        {"type": kind, "id": str(uuid.uuid4()), "value": {"recording": key, "intro": "Look."}}
        for kind, key in (("audio", sound), ("video", film))
    ]
    link = {"title": "Rounds", "address": "https://www.youtube.com/watch?v=1", "about": "A talk."}
    body.append({"type": "outside", "id": str(uuid.uuid4()), "value": link})
    pages, mark = StepPage._meta.db_table, ContentGeneration._meta.db_table
    site.change(
        f"UPDATE {pages} SET body = ? WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE url_path LIKE ?)",
        json.dumps(body),
        "%thursday-half-past-seven/",
    )
    site.change(f"UPDATE {mark} SET mark = ?", uuid.uuid4().hex)
    sign_in(phone, "facilitator")
    return phone


def test_both_are_played_in_parts_and_nothing_comes_before(step):
    parts = []
    # The words of a film come with its page: a few hundred bytes, and shown from the first second.
    step.on("response", lambda answer: parts.append(answer) if "/recordings/" in answer.url else None)
    step.goto(STEP)
    step.wait_for_load_state("networkidle")
    assert [answer.url for answer in parts if "captions" not in answer.url] == []
    # A browser plays nothing before somebody has touched the page.
    step.get_by_role("heading", level=1).click()
    assert step.locator("audio").evaluate(TO_THE_END) == "ended"
    assert step.locator("video").evaluate(PLAYED) == "ended"
    media = [answer for answer in parts if "captions" not in answer.url]
    assert {answer.status for answer in media} == {206}
    assert max(int(answer.header_value("content-length")) for answer in media) <= 1024 * 1024
    assert (
        step.locator("video").evaluate("video => video.textTracks[0].cues[0].text") == "You wait. The clock says 19:28."
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_them_within_its_width(step, scheme):
    step.emulate_media(color_scheme=scheme)
    step.goto(STEP)
    step.get_by_text("Read the transcript").first.click()
    expect(step.get_by_text(WORDS).first).to_be_visible()
    expect(step.get_by_text("Opens youtube.com")).to_be_visible()
    assert step.evaluate(WIDER_BY) <= 0
    assert Axe().run(step).response["violations"] == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_an_editors_pages_are_within_reach(open_browser, site, size):
    film = make(site, "webm()", "The ring", VTT)
    page = sign_in(open_browser(size), "editor")
    ((key,),) = site.rows("SELECT id FROM courses_handout ORDER BY title LIMIT 1")
    handout = UUID(str(key))
    ours = [f"recordings/{path}" for path in ("", "new/", f"edit/{film}/", f"delete/{film}/")]
    for path in (*ours, f"handouts/versions/{handout}/", f"handouts/edit/{handout}/"):
        page.goto(f"/admin/{path}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


def test_an_editor_adds_one_and_chooses_it(open_browser, site):
    page = sign_in(open_browser(DESK), "editor")
    page.goto("/admin/recordings/new/")
    page.get_by_label("Title").fill("The opening")
    page.get_by_label("File", exact=False).first.set_input_files(
        {"name": "opening.mp3", "mimeType": "audio/mpeg", "buffer": mp3(40)}
    )
    page.get_by_label("Transcript").fill(WORDS)
    page.get_by_role("button", name="Create").first.click()
    expect(page.get_by_text("Audio, 2 seconds, 16.3")).to_be_visible()
