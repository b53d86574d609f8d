"""Every block renders, says what it is for, and shows editors an example of itself."""

import pytest
from django.urls import reverse

from courses.blocks import BodyField, StepBlocks
from courses.handouts.models import Handout
from courses.models import StepPage
from courses.segments import compile_body
from tests.courses.world import CHECK, SCENARIO, TAKEAWAY, TEXT, block, make_step

BLOCKS = StepBlocks()
READ = {
    "text": ("<p>Read <b>this</b></p>", "<p>Read <b>this</b></p>"),
    "worked_example": ({"title": "Six replies", "body": "<p>One.</p>"}, "Six replies"),
    "voices": (
        {
            "title": "Forty seconds",
            "first": {"name": "Yusuf", "says": "<p>I could not.</p>"},
            "second": {"name": "Ffion", "says": "<p>I watched.</p>"},
            "supervisor": {"name": "Dr Nair", "says": "<p>Both.</p>"},
        },
        "Dr Nair",
    ),
    "callout": ({"title": "What is known", "body": "<p>Little.</p>"}, "What is known"),
    "do_dont": ({"do": ["Ring first"], "dont": ["Wait"]}, "Ring first"),
    "takeaway": ("<p>Keep this.</p>", "Keep this."),
}


@pytest.mark.parametrize("kind", READ)
def test_what_is_read_is_rendered_once_as_html(db, kind):
    value, seen = READ[kind]
    (segment,) = compile_body(BLOCKS.to_python([block(kind, kind, value)])).segments
    assert seen in segment.html


@pytest.mark.parametrize("kind", ["worked_example", "callout", "do_dont"])
def test_editors_words_are_escaped(db, kind):
    nasty = "<script>alert(1)</script>"
    value = {"do": [nasty], "dont": [nasty]} if kind == "do_dont" else {"title": nasty, "body": "<p>x</p>"}
    (segment,) = compile_body(BLOCKS.to_python([block(kind, kind, value)])).segments
    assert ("<script>" in segment.html, "&lt;script&gt;" in segment.html) == (False, True)


def test_reading_between_exercises_is_one_run_and_order_is_kept(db):
    body = compile_body(BLOCKS.to_python([TEXT, {**TEXT, "id": CHECK["id"][::-1]}, CHECK, SCENARIO, TAKEAWAY]))
    assert [type(segment).__name__ for segment in body.segments] == ["Prose", "Check", "Scenario", "Prose"]
    assert [exercise.block_id for exercise in body.exercises] == [CHECK["id"], SCENARIO["id"]]


@pytest.fixture
def running_order(db, now) -> Handout:
    """A handout that stands: the example of its block is one of those there are."""
    return Handout.objects.create(title="Running order", purpose="Who leads and who watches.", changed_at=now)


@pytest.mark.parametrize("name", BLOCKS.child_blocks)
def test_every_block_has_a_purpose_a_group_and_an_example(running_order, name):
    child = BLOCKS.child_blocks[name]
    assert (bool(child.meta.description), bool(str(child.meta.group)), child.is_previewable) == (True, True, True)
    html = child.render(child.get_preview_value())
    assert html.strip()
    # The example obeys the editors' own rules.
    child.clean(child.get_preview_value())


@pytest.mark.parametrize("name", BLOCKS.child_blocks)
def test_the_picker_can_show_the_example(cast, sign_in, running_order, name):
    child = BLOCKS.child_blocks[name]
    used = StepPage.body.field.stream_block.child_blocks[name]
    response = sign_in(cast.eddie).get(reverse("wagtailadmin_block_preview"), {"id": used.definition_prefix})
    assert response.status_code == 200
    assert used.render(used.get_preview_value()).split()[:3] == child.render(child.get_preview_value()).split()[:3]


def test_blocks_stay_out_of_the_migrations():
    _, path, args, options = StepPage.body.field.deconstruct()
    assert (path, args, "block_lookup" in options) == ("courses.blocks.BodyField", [[]], False)
    assert list(BodyField(*args).stream_block.child_blocks) == []


def test_a_step_of_every_block_is_drawn(cast, world, sign_in):
    body = [block(kind, kind, value) for kind, (value, _) in READ.items()]
    make_step(world.role, "everything", [*body[:-1], block("help", "help", None), CHECK, SCENARIO, TAKEAWAY])
    page = sign_in(cast.anna).get("/courses/groups/role/everything/").content.decode()
    assert [seen for _, seen in READ.values() if seen not in page and seen != "Keep this."] == []
    assert page.count("<h1") == 1
