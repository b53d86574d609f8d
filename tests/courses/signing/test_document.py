"""A step as a clinical lead reads it: every block of it, the same words each time."""

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from courses.blocks import StepBlocks
from courses.models import StepPage
from courses.signing.document import Line, digest_of, lines_of_step
from tests.courses.world import CHECK, TEXT

TABLE = {
    "type": "table",
    "value": {
        "table": {
            "columns": [{"type": "text", "heading": "Who"}, {"type": "text", "heading": "When"}],
            "rows": [{"values": ["Ada", "At once"]}, {"values": ["Ben", "Tomorrow"]}],
            "caption": "Who rings",
        },
        "row_headings": True,
    },
}


def read(*body):
    return lines_of_step(StepPage(title="A step", minutes=4, body=StepBlocks().to_python(list(body))))


@pytest.mark.parametrize("kind", sorted(StepBlocks().child_blocks))
def test_every_block_is_read_the_same_twice(db, kind):
    """Nothing in it is named by where it lies in memory."""
    get_image_model().objects.create(title="A room", file=get_test_image_file())
    block = StepBlocks().child_blocks[kind]
    stream = StepBlocks().to_python([])
    stream.append((kind, block.get_preview_value()))
    page = StepPage(title="A step", minutes=4, body=stream)
    raw = StepBlocks().to_python(stream.get_prep_value())
    again = StepPage(title="A step", minutes=4, body=raw)
    assert digest_of(lines_of_step(page)) == digest_of(lines_of_step(again))
    assert [line for line in lines_of_step(page) if " object at " in line.text] == []


def test_the_right_answers_and_what_is_said_to_each_are_in_it(db):
    lines = read(TEXT, CHECK)
    assert lines[:5] == (
        Line("Title", "A step"),
        Line("Counts towards the module", "Yes"),
        Line("May distress", "No"),
        Line("Text", ""),
        Line("Text", "It is 19:28."),
    )
    assert [line.text for line in lines[5:] if line.text][:4] == [
        "What is the main job?",
        "To solve",
        "No",
        "It comes from kindness.",
    ]


def test_a_table_is_read_cell_by_cell(db):
    assert read(TABLE)[4:] == (
        Line("Table", "Who rings"),
        Line("Who", "Ada"),
        Line("When", "At once"),
        Line("Who", "Ben"),
        Line("When", "Tomorrow"),
        Line("The first column says what each row is about", "Yes"),
    )
