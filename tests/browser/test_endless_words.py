"""A word without an end, in whatever kind of block: on a phone the page stays as wide as its screen."""

import json
import re
import uuid
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from courses.blocks import StepBlocks
from courses.generation import ContentGeneration
from courses.models import StepPage
from tests.browser.conftest import sign_in
from tests.browser.test_narrow_screens import WIDER_BY

STEP = "/courses/facilitating-a-peer-group/your-role-and-its-edges/thursday-half-past-seven/"
ENDLESS = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
# A word of a text, not of a tag.
WORD = re.compile(r"\w{3,}(?![^<>]*>)")
NO_WORDS = {"type", "id", "key", "verdict", "shape", "name", "next", "picture"}
# What they show is a row of the database.
ROWS = {"handout", "figure", "image", "audio", "video"}
OPEN_ALL = "() => document.querySelectorAll('main details').forEach(folded => { folded.open = true })"
BLOCKS = StepBlocks().child_blocks
SHOWN = sorted(set(BLOCKS) - ROWS)


def endless(value: Any) -> Any:
    if isinstance(value, str):
        return WORD.sub(ENDLESS, value)
    if isinstance(value, list):
        return [endless(item) for item in value]
    if isinstance(value, dict):
        return {name: item if name in NO_WORDS else endless(item) for name, item in value.items()}
    return value


def example_of(kind: str) -> dict[str, Any]:
    block = BLOCKS[kind]
    value = block.get_prep_value(block.normalize(block.get_preview_value()))
    return {"type": kind, "id": str(uuid.uuid4()), "value": endless(value)}


@pytest.fixture
def show(phone: Page, site):
    """Open the first step, made of these blocks, as a learner."""

    def opened(*kinds: str) -> Page:
        body = json.dumps([example_of(kind) for kind in kinds])
        step, mark = StepPage._meta.db_table, ContentGeneration._meta.db_table
        site.change(
            f"UPDATE {step} SET body = ? WHERE page_ptr_id = (SELECT id FROM wagtailcore_page WHERE url_path LIKE ?)",
            body,
            "%thursday-half-past-seven/",
        )
        site.change(f"UPDATE {mark} SET mark = ?", uuid.uuid4().hex)
        sign_in(phone, "facilitator")
        phone.goto(STEP)
        return phone

    return opened


def too_wide(page: Page) -> int:
    return page.evaluate(WIDER_BY)


@pytest.mark.parametrize("kinds", [SHOWN], ids=["every kind at once"])
def test_no_endless_word_makes_the_page_wider_than_the_phone(show, kinds):
    page = show(*kinds)
    assert too_wide(page) == 0
    page.evaluate(OPEN_ALL)
    assert too_wide(page) == 0
    box = page.locator(".hf-table")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    assert page.evaluate("document.activeElement.className") == "hf-table"
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
