"""Steps that are split and merged, and hands that do it."""

from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.reshaping.services import merge_steps, split_step
from tests.courses.world import CHECK, CONVERSATION, RATING, TAKEAWAY, TEXT, block, make_step

RIGHT = {"options": [fixed_id("structure")]}
WRONG = {"options": [fixed_id("solutions")]}
NOTE = "“Second” is now part of this step"
SECOND_TEXT = block("text", "second text", "<p>Later that evening.</p>")
SECOND_TAKEAWAY = block("takeaway", "second takeaway", "<p>Ring her tomorrow.</p>")


def page(slug) -> StepPage:
    return StepPage.objects.get(slug=slug)


def long_step(module, **facts):
    """A check in its first half; a rating and a conversation in its second."""
    return make_step(module, "long", [TEXT, CHECK, SECOND_TEXT, RATING, CONVERSATION, TAKEAWAY], minutes=8, **facts)


def split(step, by, now, at="second text", title="Second half"):
    return split_step(page=step, at=fixed_id(at), title=title, minutes=(4, 4), by=by, now=now)


def two_steps(module, **facts):
    first = make_step(module, "first", [TEXT, CHECK, TAKEAWAY], **facts)
    return first, make_step(module, "second", [SECOND_TEXT, RATING, SECOND_TAKEAWAY], **facts)


def merge(stays, goes, by, now, note=NOTE):
    merge_steps(stays=stays, goes=goes, title=stays.title, note=note, by=by, now=now)


def blocks_of(step) -> list[tuple[str, str]]:
    return [(child.block_type, str(child.id)) for child in page(step.slug).body]
