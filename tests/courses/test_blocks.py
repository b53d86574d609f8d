"""Every block renders, says what it is for, and shows editors an example of itself."""

import pytest
from django.urls import reverse

from courses.blocks import BodyField, StepBlocks
from courses.cases.models import CaseMoment
from courses.exercises.moments import THREE
from courses.handouts.models import Handout
from courses.models import StepPage
from courses.segments import compile_body
from tests.courses.media.making import a_recording, a_video
from tests.courses.pictures.making import a_drawing
from tests.courses.pictures.photographs import a_photograph
from tests.courses.world import CHECK, SCENARIO, TAKEAWAY, TEXT, block, make_step

BLOCKS = StepBlocks()
TABLE = {
    "caption": "Who does what",
    "columns": [{"type": "text", "heading": "When"}, {"type": "text", "heading": "Ffion"}],
    "rows": [{"values": ["Before", "opens"]}],
}
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
    "quote": ({"words": "I watched.", "by": "Ffion", "source": ""}, "<p>I watched.</p>"),
    "table": ({"table": TABLE, "row_headings": True}, '<th scope="row">Before</th><td>opens</td>'),
    "do_dont": ({"do": ["Ring first"], "dont": ["Wait"]}, "Ring first"),
    "takeaway": ("<p>Keep this.</p>", "Keep this."),
}


@pytest.mark.parametrize("kind", READ)
def test_what_is_read_is_rendered_once_as_html(db, kind):
    value, seen = READ[kind]
    (segment,) = compile_body(BLOCKS.to_python([block(kind, kind, value)])).segments
    assert seen in segment.html


NASTY = "<script>alert(1)</script>"
OF_NASTY_WORDS = {
    "worked_example": {"title": NASTY, "body": "<p>x</p>"},
    "callout": {"title": NASTY, "body": "<p>x</p>"},
    "do_dont": {"do": [NASTY], "dont": [NASTY]},
    "quote": {"words": NASTY, "by": NASTY, "source": NASTY},
    "table": {
        "table": {
            "caption": NASTY,
            "columns": [{"type": "text", "heading": NASTY}],
            "rows": [{"values": [NASTY]}],
        },
        "row_headings": False,
    },
}


@pytest.mark.parametrize("kind", OF_NASTY_WORDS)
def test_editors_words_are_escaped(db, kind):
    value = OF_NASTY_WORDS[kind]
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


@pytest.fixture
def pictures(db):
    return a_drawing(), a_photograph()


@pytest.fixture
def recordings(cast, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return a_recording(cast), a_video(cast)


@pytest.fixture
def three_moments(db):
    for number in range(THREE):
        CaseMoment.objects.create(moment=f"Moment {number}.", listen_for="A note.", themes=[])


@pytest.mark.parametrize("name", BLOCKS.child_blocks)
def test_every_block_has_a_purpose_a_group_and_an_example(running_order, pictures, recordings, three_moments, name):
    child = BLOCKS.child_blocks[name]
    assert (bool(child.meta.description), bool(str(child.meta.group)), child.is_previewable) == (True, True, True)
    html = child.render(child.get_preview_value())
    assert html.strip()
    # The example obeys the editors' own rules.
    child.clean(child.get_preview_value())


@pytest.mark.parametrize("name", BLOCKS.child_blocks)
def test_the_picker_can_show_the_example(cast, sign_in, running_order, pictures, recordings, name):
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
